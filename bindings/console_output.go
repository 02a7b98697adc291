package bindings

import "io"

type consoleOutput struct {
	stdout, stderr io.Writer
	colors         bool
	failed         func(error)
}

func (c *consoleOutput) write(w io.Writer, s string) {
	io.WriteString(w, s)
}
func (s *Scope) installConsole() {
	s.vm.Set("print", func(x string) { io.WriteString(s.console.stdout, x+"\n") })
}
