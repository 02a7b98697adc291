package inspect_test

import (
	"errors"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/inspect"
)

func TestSummary(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{`new TypeError('x is not a function')`, "TypeError: x is not a function"},
		{`new Error`, "Error"},
		{`new (class MyError extends Error { name = 'MyError' })('mine')`, "MyError: mine"},
		{`Object.defineProperty(new Error('x'), 'name', { get() { ran++ } })`, "Error: x"},
		{`new Proxy(new RangeError('far'), traps)`, "RangeError: far"},
		{`({ a: 1 })`, "#<Object>"},
		{`Object.create(null)`, "#<Object>"},
		{`new (class Point {})`, "#<Point>"},
		{`[]`, "#<Array>"},
		{`new Proxy({}, traps)`, "#<Object>"},
		{`revoked`, "#<Object>"},
		{`1.5`, "1.5"},
		{`'text'`, "text"},
		{`null`, "null"},
		{`undefined`, "undefined"},
		{`Symbol('s')`, "Symbol(s)"},
	} {
		t.Run(c.source, func(t *testing.T) {
			vm := goja.New()
			_, err := vm.RunString(`
				var ran = 0;
				var traps = new Proxy({}, { get() { ran++ } });
				var { proxy: revoked, revoke } = Proxy.revocable(function () {}, {});
				revoke();`)
			require.NoError(t, err)
			v, err := vm.RunString("(" + c.source + ")")
			require.NoError(t, err)
			assert.Equal(t, c.want, inspect.Summary(vm, v))
			assert.EqualValues(t, 0, vm.Get("ran").ToInteger(), "code of the script ran")
		})
	}
}

func TestGoErrorIsFoundWithoutRunningCode(t *testing.T) {
	full := errors.New("disk full")
	vm := goja.New()
	require.NoError(t, vm.Set("thrown", vm.NewGoError(full)))
	for _, c := range []struct {
		source string
		want   error
	}{
		{`thrown`, full},
		{`new Error('disk full')`, nil},
		{`Object.assign(new Error, { value: 1 })`, nil},
		{`Object.defineProperty(new Error, 'value', { get() { throw 1 } })`, nil},
		{`Object.setPrototypeOf(new Error, new Proxy({}, { getPrototypeOf() { throw 1 } }))`, nil},
		{`(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()`, nil},
		{`1`, nil},
	} {
		v, err := vm.RunString(c.source)
		require.NoError(t, err)
		assert.Equal(t, c.want, inspect.GoError(vm, v), c.source)
	}
}
