//go:build gc && !gojs_safe

package slot

import (
	"testing"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
)

// A goja whose layout is another than the one that is mirrored here makes this test fail; programs go on with the safe
// implementation.
func TestLayout(t *testing.T) {
	assert.NoError(t, layoutError)
	assert.True(t, Fast())
}

func BenchmarkCheckLayout(b *testing.B) {
	for b.Loop() {
		if err := checkLayout(); err != nil {
			b.Fatal(err)
		}
	}
}

// The mark is where it is, not what it says.
func TestMark(t *testing.T) {
	vm := goja.New()
	host, plain := vm.NewObject(), vm.NewObject()
	attachFast(host, 1)
	(*object)(unsafe.Pointer(plain)).self.data.class = host.ClassName()
	_, ok := ofFast(plain)
	assert.False(t, ok, "a copy of the class is not a state")
}
