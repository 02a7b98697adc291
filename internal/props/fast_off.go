//go:build gojs_safe || !gc

package props

import "github.com/dop251/goja"

type knownNames struct{}

func enabled() bool { return false }

func kindOf(*goja.Object) Kind                                        { return Other }
func (r *Reader) read(*goja.Object) (*Names, bool)                    { return nil, false }
func newObject(*goja.Runtime, *goja.Object, *Names) *goja.Object      { return nil }
func fieldsOf(*goja.Object, *Names) Fields                            { return Fields{} }
func newArray(*goja.Runtime, *goja.Object, []goja.Value) *goja.Object { return nil }
func elements(*goja.Object) []goja.Value                              { return nil }
func fill(*goja.Object, []goja.Value) bool                            { return false }
