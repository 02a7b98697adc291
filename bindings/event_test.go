package bindings_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
)

// A Go function may do with its arguments what it wants, while it runs.
func TestListenerOfGoThatWritesToItsArguments(t *testing.T) {
	e := newEngine(t)
	e.set("overwrite", func(call goja.FunctionCall) goja.Value {
		call.Arguments[0] = goja.Null()
		return goja.Undefined()
	})
	assert.Equal(t, []string{"x", "x"}, e.run(`
		const target = new EventTarget(), event = new Event('x')
		target.addEventListener('x', overwrite)
		target.addEventListener('x', e => log(e.type))
		target.dispatchEvent(event)
		target.dispatchEvent(event)`))
}
