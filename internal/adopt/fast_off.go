//go:build gojs_safe || !gc

package adopt

import "github.com/dop251/goja"

const fast = false

func (b *Builder) add(*goja.Object) *goja.Object                { return nil }
func (b *Builder) fill(Replacer) (values, bytes int, err error) { return 0, 0, ErrUnsuitable }
func (g Graph) adopt(*goja.Runtime, *goja.Object, *goja.Object) {}
func contentsOf(*goja.Object) Contents                          { return Contents{} }
func (g Gap) value() goja.Value                                 { return nil }
func (g Gap) set(goja.Value)                                    {}
