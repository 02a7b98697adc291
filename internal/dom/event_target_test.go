package dom_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"

	"github.com/gojs-runtime/gojs/internal/bindingstest"
)

// A Go function may do with its arguments what it wants, while it runs.
func TestListenerOfGoThatWritesToItsArguments(t *testing.T) {
	e := bindingstest.New(t)
	e.Set("overwrite", func(call goja.FunctionCall) goja.Value {
		call.Arguments[0] = goja.Null()
		return goja.Undefined()
	})
	assert.Equal(t, []string{"x", "x"}, e.Run(`
		const target = new EventTarget(), event = new Event('x')
		target.addEventListener('x', overwrite)
		target.addEventListener('x', e => log(e.type))
		target.dispatchEvent(event)
		target.dispatchEvent(event)`))
}
