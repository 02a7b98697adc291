package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	host "github.com/gojs-runtime/gojs/runtime"
)

const enginePath = "github.com/dop251/goja"

func (c *command) versionCommand(args []string) (code int, err error) {
	if args, err = parse(newFlags("version"), args, anywhere); err != nil {
		return 0, err
	}
	if len(args) > 0 {
		return 0, fmt.Errorf("version takes no arguments, not %q", args[0])
	}
	io.WriteString(c.stdout, version())
	return 0, nil
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{}
	}
	return versionOf(info)
}

// versionOf returns a line each for the version of the module, the commit if it is known, the
// engine and Go.
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
	fmt.Fprintf(&b, "engine %s\n", host.Engine())
	fmt.Fprintf(&b, "%s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return b.String()
}
