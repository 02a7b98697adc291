package engine

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReplacePrototype(t *testing.T) {
	shape := NewShape([]Member{
		{Name: "constructor", Make: func(data any) Property {
			return Property{Value: data.(*goja.Runtime).Get("ArrayBuffer"), Writable: true, Configurable: true}
		}},
		{Name: "slice", Make: func(data any) Property {
			return Property{Value: data.(*goja.Runtime).ToValue("ours"), Writable: true, Configurable: true}
		}},
	})
	for _, test := range []struct {
		name, before string
		eager        bool
	}{
		{"before the engine made one", "", false},
		{"after the engine made one", "new ArrayBuffer(1)", false},
		{"eager", "", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			vm := goja.New()
			_, err := vm.RunString(test.before)
			require.NoError(t, err)
			replace := func() { require.NoError(t, NewRealm(vm, vm).ReplacePrototype("ArrayBuffer", shape)) }
			if test.eager {
				Eagerly(replace)
			} else {
				replace()
			}
			v, err := vm.RunString(`
				const made = new Uint8Array(2).buffer;
				[made.slice, made instanceof ArrayBuffer, Object.getPrototypeOf(made) === ArrayBuffer.prototype,
					ArrayBuffer.prototype.constructor === ArrayBuffer, class extends ArrayBuffer {}.prototype instanceof ArrayBuffer,
					Object.getPrototypeOf(ArrayBuffer.prototype) === Object.prototype].join()`)
			require.NoError(t, err)
			assert.Equal(t, "ours,true,true,true,true,true", v.String())
		})
	}
}
