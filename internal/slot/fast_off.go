//go:build gojs_safe || !gc

package slot

import "github.com/dop251/goja"

const fast = false

func attachFast(*goja.Object, any)    {}
func ofFast(*goja.Object) (any, bool) { return nil, false }

type fastTemplate struct{}

func (t *Template) prepare()                 {}
func (t *Template) newFast(any) *goja.Object { return nil }
