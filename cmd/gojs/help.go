package main

import (
	"fmt"
	"io"
	"strings"
)

// helps has the help text of each subcommand and of gojs itself.
var helps = map[string]string{"gojs": rootHelp, "run": runHelp, "test": testHelp, "version": versionHelp, "help": helpHelp}

const rootHelp = `gojs runs JavaScript that uses the web's events, message channels and structured clone.

Usage:
  gojs COMMAND [ARGS...]

Commands:
  run         Run a script
  test        Run tests in the format of web-platform-tests
  version     Print the versions of gojs, of its engine and of Go
  help        Print this text, or that of a command

Options:
  -h, --help          Print this text
  -v, --version       The same as the command version

Examples:
  # Run a script
  gojs run hello.js

  # All options of a command
  gojs help run

Environment:
  NO_COLOR            If not empty: no colours. By default there are colours on terminals
  FORCE_COLOR         Colours everywhere, whatever NO_COLOR says. If 0 or false: no colours
  GOGC                How far garbage may pile up, in percent of live memory. Default 100, but at least 64 MiB

Exit codes of run; for those of test see "gojs help test":
  0                   The script ended by itself
  1                   The script failed: an uncaught exception or rejection, or a syntax error
  2                   Nothing was run: bad usage, or a script that cannot be read
  124                 The script ran longer than --timeout
  130, 143, 141       Ctrl-C, SIGTERM, or an output pipe without a reader
  others              The code that the script passed to process.exit or process.exitCode
`

const runHelp = `Run a script until nothing can happen any more: no task is queued and no timer is armed. Open ports do
not keep it running.

Usage:
  gojs run [OPTIONS] FILE [ARGS...]
  gojs run [OPTIONS] - [ARGS...]
  gojs run [OPTIONS] --eval CODE [ARGS...]

Script:
  FILE                A classic script in UTF-8 (modules are not supported yet); - is standard input
  -e, --eval CODE     Run CODE instead of a file
  ARGS                For the script, as process.argv from its third element on (with --eval: its second).
                      Options after FILE belong to the script; put those of gojs before it

Options:
      --keep-going    Go on after an uncaught exception or rejection, as browsers do; the exit code is still
                      1. Without it the program ends there
      --timeout TIME  End a script that runs longer, such as 500ms, 5s or 1m30s, with exit code 124
  -h, --help          Print this text

Examples:
  # Run a script with two arguments
  gojs run copy.js from.txt --force

  # One line
  gojs run -e 'console.log(structuredClone(new Map([[1, { a: 1 }]])))'

  # Standard input, for at most five seconds
  curl -s https://example.com/script.js | gojs run --timeout 5s -
`

const versionHelp = `Print the versions of gojs, of its engine and of Go, and whether gojs uses its
fast way into the engine, or why not.

Usage:
  gojs version
`

const helpHelp = `Print help.

Usage:
  gojs help [COMMAND]
`

func (c *command) helpCommand(args []string) (code int, err error) {
	if args, err = parse(newFlags("help"), args, anywhere); err != nil {
		return 0, err
	}
	if len(args) == 0 {
		args = []string{"gojs"}
	}
	help, ok := helps[args[0]]
	if !ok || len(args) > 1 {
		return 0, fmt.Errorf("no help for %q: there is no such command", strings.Join(args, " "))
	}
	io.WriteString(c.stdout, help)
	return 0, nil
}
