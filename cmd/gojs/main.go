// Command gojs runs JavaScript that uses the web's events, message channels and structured clone.
//
//	gojs run hello.js
//
// The command is a function of its arguments, streams and environment, see cli. Each subcommand has
// a file.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
)

// The exit codes. A script can choose its own with process.exit and process.exitCode.
const (
	exitFailed     = 1   // the script failed: an uncaught exception or rejection, a syntax error
	exitUsage      = 2   // nothing was run: bad usage, or a script that cannot be read
	exitTimeout    = 124 // --timeout, as in timeout(1)
	exitSignalled  = 128 // plus the number of the signal, as in shells: 130 for Ctrl-C, 143 for SIGTERM
	exitBrokenPipe = 141 // the reader of the output has gone: 128 plus the number of SIGPIPE
)

func main() {
	if _, set := os.LookupEnv("GOGC"); !set { // otherwise the user has decided
		keepBallast()
	}
	os.Exit(cli(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}

// keepBallast lets garbage pile up to 64 MiB before each collection but the first few. The heap of
// a script is small and messages soon become garbage: without ballast a flood of messages spends a
// third of its time in the collector.
//
// The ballast takes no memory, since nobody touches it, but the collector counts it as live.
// Allocating it triggers a collection, so we wait for the first one; most scripts end before that.
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
}

// cli runs gojs and returns its exit code. args are the arguments after the program's name, env is
// the environment as "key=value".
func cli(args []string, stdin io.Reader, stdout, stderr io.Writer, env []string) int {
	c := &command{stdin: stdin, stdout: stdout, stderr: stderr, env: env}
	var (
		subcommand string
		code       int
		err        error
	)
	if len(args) > 0 {
		subcommand = args[0]
	}
	switch subcommand {
	case "run":
		code, err = c.runCommand(args[1:])
	case "test":
		code, err = c.testCommand(args[1:])
	case "version":
		code, err = c.versionCommand(args[1:])
	case "help":
		code, err = c.helpCommand(args[1:])
	default:
		subcommand = "gojs"
		code, err = c.noCommand(args)
	}
	switch {
	case err == nil:
		return code
	case errors.Is(err, flag.ErrHelp):
		io.WriteString(stdout, helps[subcommand])
		return 0
	}
	return c.usageError(subcommand, err)
}

// noCommand runs gojs without a subcommand: it prints the version, or what is wrong with args.
func (c *command) noCommand(args []string) (code int, err error) {
	flags := newFlags("gojs")
	printVersion := flags.Bool("version", false, "")
	flags.BoolVar(printVersion, "v", false, "")
	args, err = parse(flags, args, beforeFirst)
	switch {
	case err != nil:
		return 0, err
	case *printVersion:
		return c.versionCommand(nil)
	case len(args) == 0:
		io.WriteString(c.stderr, rootHelp)
		return exitUsage, nil
	}
	if info, err := os.Stat(args[0]); err == nil && info.Mode().IsRegular() {
		return 0, fmt.Errorf("unknown command %q: to run that file, use gojs run %s", args[0], strings.Join(args, " "))
	}
	return 0, fmt.Errorf("unknown command %q", args[0])
}

// usageError prints what is wrong with the arguments and where to find help.
func (c *command) usageError(subcommand string, err error) (code int) {
	help := "gojs help"
	if subcommand != "gojs" && subcommand != "help" {
		help += " " + subcommand
	}
	return c.fail(exitUsage, "%v\nSee %q.", err, help)
}

// fail prints a line and returns code.
func (c *command) fail(code int, format string, args ...any) int {
	fmt.Fprintf(c.stderr, "gojs: "+format+"\n", args...)
	return code
}
