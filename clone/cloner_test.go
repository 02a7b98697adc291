package clone_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/clone"
)

func TestCloner_DeserializeCopy(t *testing.T) {
	vm := goja.New()
	c := clone.New(vm, nil)
	for _, source := range []string{"7", "'é'", "undefined", "({a: [1], b: new Uint8Array([1, 2]).buffer})"} {
		v, err := vm.RunString(source)
		require.NoError(t, err)
		r, err := c.Serialize(v, clone.Options{})
		require.NoError(t, err)
		want, err := clone.Serialize(vm, v, clone.Options{})
		require.NoError(t, err)
		wantGo, err := want.ToGo()
		require.NoError(t, err)
		for range 3 {
			got, err := c.DeserializeCopy(r)
			require.NoError(t, err)
			again, err := c.Serialize(got, clone.Options{})
			require.NoError(t, err)
			gotGo, err := again.ToGo()
			require.NoError(t, err)
			assert.Equal(t, wantGo, gotGo)
			if o, isObject := got.(*goja.Object); isObject { // the next gets nothing of what happens to this
				require.NoError(t, o.Set("a", 1))
				o.Get("b").Export().(goja.ArrayBuffer).Bytes()[0] = 9
			}
		}
		r.Discard()
		_, err = c.DeserializeCopy(r)
		assert.ErrorIs(t, err, clone.ErrReceived)
	}

	buffer, err := vm.RunString("new ArrayBuffer(1)")
	require.NoError(t, err)
	r, err := c.Serialize(vm.ToValue(1), clone.Options{Transfer: []*goja.Object{buffer.(*goja.Object)}})
	require.NoError(t, err)
	_, err = c.DeserializeCopy(r)
	assert.Error(t, err)
}
