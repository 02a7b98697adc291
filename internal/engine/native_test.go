package engine

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Intrinsics are not affected by scripts that change the properties at their paths.
func TestIntrinsics(t *testing.T) {
	paths := []string{"Map", "Object.freeze", "Promise.prototype.then", "parseInt", "JSON.stringify", "Error"}
	in := NewIntrinsics(paths...)
	for range 2 {
		vm := goja.New()
		of := in.Of(vm)
		_, err := vm.RunString(`
			var realMap = Map, then = Promise.prototype.then, promise = Promise.resolve(1), f = x => x;
			Promise.prototype.then = Object.freeze = () => 'replaced';
			JSON.stringify = f; delete globalThis.Map; globalThis.Error = class {}; delete globalThis.Object; parseInt = f`)
		require.NoError(t, err)
		assert.Same(t, vm.Get("realMap"), of.Get(0))
		o := vm.NewObject()
		_, err = of.Call(1)(goja.Undefined(), o)
		require.NoError(t, err)
		assert.Error(t, o.Set("a", 1), "the object is frozen")
		derived, err := of.Call(2)(vm.Get("promise"), vm.Get("f"))
		require.NoError(t, err)
		assert.Equal(t, vm.Get("promise").(*goja.Object).Prototype(), derived.(*goja.Object).Prototype())
		assert.Equal(t, int64(1), derived.Export().(*goja.Promise).Result().ToInteger())
		assert.Equal(t, int64(17), of.Native(3)(goja.FunctionCall{Arguments: []goja.Value{vm.ToValue("17px")}}).ToInteger())
		assert.Equal(t, "[]", of.Native(4)(goja.FunctionCall{Arguments: []goja.Value{vm.NewArray()}}).String())
		assert.Equal(t, "Error", of.Get(5).Get("name").String())
		assert.Same(t, of.Get(5), of.Get(5))
	}
	assert.Empty(t, in.Late())
}
