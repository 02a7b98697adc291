package bindings_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	internal "github.com/gojs-runtime/gojs/internal/engine"
)

func TestWithGlobal(t *testing.T) {
	made := 0
	vm := goja.New()
	_, err := bindings.Install(vm, bindings.OnLoop(eventloop.New()), bindings.WithGlobal("answer", func(s *bindings.Scope) goja.Value {
		assert.Same(t, vm, s.VM())
		made++
		return vm.ToValue(42)
	}))
	require.NoError(t, err)
	if internal.Fast() {
		assert.Zero(t, made, "nothing has asked for it")
	}
	v, err := vm.RunString(`answer + ' ' + answer + JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, 'answer'))`)
	require.NoError(t, err)
	assert.Equal(t, `42 42{"value":42,"writable":true,"enumerable":false,"configurable":true}`, v.String())
	assert.Equal(t, 1, made)
}

// What panics leaves nothing half made.
func TestWithGlobalThatPanics(t *testing.T) {
	if !internal.Fast() {
		t.Skip("Install panics")
	}
	vm := goja.New()
	tries := 0
	_, err := bindings.Install(vm, bindings.OnLoop(eventloop.New()), bindings.WithGlobal("answer", func(*bindings.Scope) goja.Value {
		if tries++; tries == 1 {
			panic(vm.NewTypeError("not yet"))
		}
		if tries == 2 {
			panic("a mistake in Go")
		}
		return vm.ToValue(42)
	}))
	require.NoError(t, err)
	v, err := vm.RunString(`try { answer } catch (e) { e.message + ('answer' in globalThis) }`)
	require.NoError(t, err)
	assert.Equal(t, "not yettrue", v.String())
	assert.PanicsWithValue(t, "a mistake in Go", func() { _, _ = vm.RunString(`answer`) })
	v, err = vm.RunString(`answer`)
	require.NoError(t, err)
	assert.EqualValues(t, 42, v.ToInteger())
}

// The global object that scripts see may be another, which inherits from the one that the interfaces are on.
func TestAnotherGlobalObject(t *testing.T) {
	vm := goja.New()
	_, err := bindings.Install(vm, bindings.OnLoop(eventloop.New()))
	require.NoError(t, err)
	vm.SetGlobalObject(vm.CreateObject(vm.GlobalObject()))
	v, err := vm.RunString(`new MessageChannel().port1 instanceof MessagePort && new MessageEvent('x').isTrusted === false && typeof setTimeout`)
	require.NoError(t, err)
	assert.Equal(t, "function", v.String())
}
