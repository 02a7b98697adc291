//go:build gojs_safe || !gc

package slot

import "github.com/dop251/goja"

const fast = false

func attachFast(*goja.Object, any)    {}
func ofFast(*goja.Object) (any, bool) { return nil, false }

type (
	fastShape struct{}
	fastRealm struct{}
)

func claimedFast(*goja.Runtime) bool { return false }

func (fastRealm) lazy() bool                                                    { return false }
func (r *Realm) claim(bool)                                                     {}
func (r *Realm) newLazy(*Shape, *goja.Object) *goja.Object                      { return nil }
func (r *Realm) newLazyHost(*Shape, *goja.Object, any) *goja.Object             { return nil }
func newLazyHostWith[T any](*Realm, *Shape, *goja.Object, T) (*goja.Object, *T) { return nil, nil }
func (r *Realm) putPrototype(string, *Shape) bool                               { return false }
func (r *Realm) extend(s *Shape, _ *goja.Object) bool                           { _ = s.fastShape; return false }

type intrinsicMaker struct{}

func (*intrinsicMaker) find(string) bool                  { return false } // not called: Of took them all
func (*intrinsicMaker) object(*goja.Runtime) *goja.Object { return nil }
