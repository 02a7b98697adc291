package unwind

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLend(t *testing.T) {
	vm := goja.New()
	g := New(vm)
	_, err := vm.RunString(`
		function deep(n) { return n === 0 ? 0 : 1 + deep(n - 1) }
		let seen = [];
		function f(a, b) { const c = { a, b }; Promise.resolve(c).then(v => { seen.push(v.a + v.b) }); return deep(a) }
		function fails() { throw new Error('on purpose') }`)
	require.NoError(t, err)
	f, _ := goja.AssertFunction(vm.Get("f"))
	fails, _ := goja.AssertFunction(vm.Get("fails"))
	for i := range 300 { // deep ones, too, need more than what is lent
		require.True(t, g.Lend())
		assert.False(t, g.Lend(), "the engine has a stack already")
		v, err := f(goja.Undefined(), vm.ToValue(i), vm.ToValue(1))
		g.TakeBack()
		require.NoError(t, err)
		assert.EqualValues(t, i, v.ToInteger())

		require.True(t, g.Lend())
		_, err = fails(goja.Undefined())
		g.TakeBack()
		require.ErrorContains(t, err, "on purpose")
		for _, left := range g.spare {
			require.Nil(t, left, "nothing is kept alive by the stack")
		}
	}
	v, err := vm.RunString(`seen.length === 300 && seen.every((v, i) => v === i + 1)`)
	require.NoError(t, err)
	assert.True(t, v.ToBoolean())

	g.Keep()
	assert.False(t, g.Lend())
}

// A stack that a Proxy may have kept a part of is not used again.
func TestKeepWhileLent(t *testing.T) {
	vm := goja.New()
	g := New(vm)
	require.True(t, g.Lend())
	lent := g.spare
	lent[0] = vm.ToValue("kept")
	g.Keep()
	g.TakeBack()
	assert.Equal(t, "kept", lent[0].String())
	assert.False(t, g.Lend())
}
