//go:build gc && !gojs_safe

package engine

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
)

// The mark of a hostObject is the address of its class, not the text.
func TestMark(t *testing.T) {
	if !fast {
		t.Skip(failure)
	}
	vm := goja.New()
	host, plain := vm.NewObject(), vm.NewObject()
	attachFast(host, 1)
	baseOf(plain).class = host.ClassName()
	_, ok := stateFast(plain)
	assert.False(t, ok, "a copy of the class is not a state")
}
