package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

const enginePath = "github.com/dop251/goja"

func (c *command) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:  "version",
		Args: noArguments,
		Run:  func(cmd *cobra.Command, _ []string) { io.WriteString(c.stdout, cmd.Root().Version) },
	}
}

func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no arguments, not %q", cmd.Name(), args[0])
	}
	return nil
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	return versionOf(info)
}

// versionOf tells what was built: the version of the module, the commit if it is known, the engine and Go.
func versionOf(info *debug.BuildInfo) string {
	var b strings.Builder
	module := info.Main.Version
	if module == "" {
		module = "(unknown version)"
	}
	fmt.Fprintf(&b, "gojs %s\n", module)
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	if revision := settings["vcs.revision"]; revision != "" {
		if settings["vcs.modified"] == "true" {
			revision += ", modified"
		}
		fmt.Fprintf(&b, "commit %s\n", revision)
	}
	for _, dep := range info.Deps {
		if dep.Path == enginePath {
			fmt.Fprintf(&b, "goja %s\n", dep.Version)
		}
	}
	fmt.Fprintf(&b, "%s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return b.String()
}
