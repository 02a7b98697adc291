//go:build gojs_safe || !gc

package props

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

func enabled() bool { return false }

func kindOf(*goja.Object) Kind                                        { return Other }
func (r *Reader) read(*goja.Object) (Names, bool)                     { return Names{}, false }
func newObject(*goja.Runtime, *goja.Object, Names) *goja.Object       { return nil }
func newArray(*goja.Runtime, *goja.Object, []goja.Value) *goja.Object { return nil }
func properties(*goja.Object) map[unistring.String]goja.Value         { return nil }
func elements(*goja.Object) []goja.Value                              { return nil }
func fill(*goja.Object, []goja.Value) bool                            { return false }
