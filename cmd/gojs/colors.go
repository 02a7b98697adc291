package main

import (
	"io"
	"os"
	"strings"
)

// colors reports whether output to w may have colours: on a terminal, unless the environment says
// otherwise.
//
// https://no-color.org, https://nodejs.org/api/cli.html#force_color1-2-3
func (c *command) colors(w io.Writer) bool {
	if force, ok := c.getenv("FORCE_COLOR"); ok {
		return force != "0" && force != "false"
	}
	if no, _ := c.getenv("NO_COLOR"); no != "" {
		return false
	}
	return c.terminal(w)
}

// terminal reports whether w is a terminal that can do more than print.
func (c *command) terminal(w io.Writer) bool {
	if kind, _ := c.getenv("TERM"); kind == "dumb" {
		return false
	}
	file, ok := w.(*os.File)
	return ok && isTerminal(file)
}

// getenv returns the value of an environment variable. If there are several of one name, the last
// counts, as in os/exec.
func (c *command) getenv(name string) (value string, ok bool) {
	for _, kv := range c.env {
		if v, found := strings.CutPrefix(kv, name+"="); found {
			value, ok = v, true
		}
	}
	return value, ok
}
