// Command gojs runs JavaScript that uses the web's events, message channels and structured clone.
//
//	gojs run hello.js
//
// The command is a function of its arguments, streams and environment, see cli; each subcommand has a file.
package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"
)

// The exit codes. A script that calls process.exit or sets process.exitCode has its own.
const (
	exitFailed     = 1   // the script failed: an uncaught exception or rejection, a syntax error
	exitUsage      = 2   // nothing was run: bad usage, or a script that cannot be read
	exitTimeout    = 124 // --timeout, as in timeout(1)
	exitSignalled  = 128 // and the number of the signal, as in shells: 130 for Ctrl-C, 143 for SIGTERM
	exitBrokenPipe = 141 // who read the output has gone: 128 and the number of SIGPIPE
)

func main() {
	if _, set := os.LookupEnv("GOGC"); !set { // who sets it knows better
		keepBallast()
	}
	os.Exit(cli(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}

// keepBallast lets garbage pile up to 64 MiB before it is collected, but for the first few. Messages are garbage soon and
// the heap of a script is small: without it a third of a flood of messages goes into the collector.
//
// The ballast is never touched, so it takes no memory but counts as live. To allocate it starts a collection: that is left
// until there was one anyway, which most scripts end without.
func keepBallast() {
	first := new(*byte)
	runtime.AddCleanup(first, func(b *atomic.Pointer[[64 << 20]byte]) { b.Store(new([64 << 20]byte)) }, &ballast)
}

var ballast atomic.Pointer[[64 << 20]byte]

// command is one call of gojs.
type command struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	env            []string
	code           int // exit code
}

// cli is gojs: args are the arguments after the program's name, env is the environment as "key=value". It returns the
// exit code.
func cli(args []string, stdin io.Reader, stdout, stderr io.Writer, env []string) int {
	c := &command{stdin: stdin, stdout: stdout, stderr: stderr, env: env}
	root := c.rootCommand()
	root.SetArgs(args)
	if ran, err := root.ExecuteC(); err != nil {
		c.usageError(ran, err)
	}
	return c.code
}

func (c *command) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:                "gojs",
		Version:            version(),
		SilenceErrors:      true,
		SilenceUsage:       true,
		DisableSuggestions: true,
		CompletionOptions:  cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:               knownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			io.WriteString(c.stderr, helpOf(cmd))
			c.code = exitUsage
			return nil
		},
	}
	root.SetVersionTemplate("{{.Version}}")
	root.SetOut(c.stdout)
	root.SetErr(c.stderr)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { io.WriteString(c.stdout, helpOf(cmd)) })
	root.AddCommand(c.runCommand(), c.testCommand(), c.versionCommand())
	root.SetHelpCommand(c.helpCommand())
	return root
}

// knownCommand refuses what is no subcommand, and says what may have been meant.
func knownCommand(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if info, err := os.Stat(args[0]); err == nil && info.Mode().IsRegular() {
		return fmt.Errorf("unknown command %q: to run that file, use gojs run %s", args[0], strings.Join(args, " "))
	}
	return fmt.Errorf("unknown command %q", args[0])
}

// usageError says what is wrong with the arguments, and where to find what is right.
func (c *command) usageError(cmd *cobra.Command, err error) {
	help := "gojs help"
	if cmd.HasParent() && cmd.Name() != "help" {
		help += " " + cmd.Name()
	}
	fmt.Fprintf(c.stderr, "gojs: %v\nSee %q.\n", err, help)
	c.code = exitUsage
}

// fail prints one line and sets the exit code.
func (c *command) fail(code int, format string, args ...any) {
	fmt.Fprintf(c.stderr, "gojs: "+format+"\n", args...)
	c.code = code
}
