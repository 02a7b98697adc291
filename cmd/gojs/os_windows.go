package main

import (
	"errors"
	"io"
	"os"

	"golang.org/x/sys/windows"
)

// brokenPipe reports whether a write failed because the reader of the pipe has gone.
func brokenPipe(err error) bool {
	return errors.Is(err, windows.ERROR_BROKEN_PIPE) || errors.Is(err, windows.ERROR_NO_DATA) || errors.Is(err, io.ErrClosedPipe)
}

// isTerminal reports whether f is a console that understands escape sequences. Consoles
// do only after a program has asked for it.
//
// https://learn.microsoft.com/windows/console/console-virtual-terminal-sequences
func isTerminal(f *os.File) bool {
	console := windows.Handle(f.Fd())
	var mode uint32
	return windows.GetConsoleMode(console, &mode) == nil &&
		windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}
