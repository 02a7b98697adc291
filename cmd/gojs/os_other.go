//go:build !windows

package main

import (
	"errors"
	"io"
	"os"
	"syscall"

	"golang.org/x/term"
)

// brokenPipe reports whether a write failed because the reader of the pipe has gone.
func brokenPipe(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe)
}

// isTerminal reports whether f is a terminal that understands escape sequences.
func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }
