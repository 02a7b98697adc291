package html_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/internal/bindingstest"
)

// A stack overflow is no interrupt: the task goes on, and microtasks find their own callbacks.
func TestStackOverflowDropsNoOneElsesMicrotask(t *testing.T) {
	e := bindingstest.New(t, bindings.WithUncaught(func(*bindings.Uncaught) {}))
	e.VM.SetMaxCallStackSize(100)
	e.Run(`
		function f() { f() }
		Promise.resolve().then(f); // the engine drops the jobs behind it
		queueMicrotask(() => log('first'))`)
	assert.Equal(t, []string{"second"}, e.Run("queueMicrotask(() => log('second'))"))
	assert.Equal(t, []string{"listener 2", "after"}, e.Run(`
		const target = new EventTarget();
		target.addEventListener('x', f);
		target.addEventListener('x', () => log('listener 2'));
		target.dispatchEvent(new Event('x'));
		log('after')`))
}
