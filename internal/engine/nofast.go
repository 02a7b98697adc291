//go:build gojs_safe || !gc

package engine

import (
	"runtime"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// A build with the tag gojs_safe, or with another compiler than gc, has no fast implementation. The
// functions here stand for the parts of it that the other files refer to. Those that return a
// result report that nothing is known; the others are never called, because their callers ask Fast
// first.

const fast = false

func reasonNotFast() string {
	if runtime.Compiler != "gc" {
		return "built with the compiler " + runtime.Compiler
	}
	return "built with the tag gojs_safe"
}

func attachFast(*goja.Object, any)       {}
func stateFast(*goja.Object) (any, bool) { return nil, false }

func kindFast(*goja.Object) Kind         { return Other }
func viewFast(*goja.Object) (View, bool) { return View{}, false }

type (
	fastShape struct{}
	fastRealm struct{}
)

func hasRealmFast(*goja.Runtime) bool { return false }

func (fastRealm) lazy() bool                                                    { return false }
func (r *Realm) claim(bool)                                                     {}
func (r *Realm) newLazy(*Shape, *goja.Object) *goja.Object                      { return nil }
func (r *Realm) newLazyHost(*Shape, *goja.Object, any) *goja.Object             { return nil }
func newLazyHostWith[T any](*Realm, *Shape, *goja.Object, T) (*goja.Object, *T) { return nil, nil }
func (r *Realm) putPrototype(string, *Shape) bool                               { return false }
func (r *Realm) extend(s *Shape, _ *goja.Object) bool                           { _ = s.fastShape; return false }

type intrinsicMaker struct{}

func (*intrinsicMaker) find(string) bool                  { return false }
func (*intrinsicMaker) object(*goja.Runtime) *goja.Object { return nil }

type knownNames struct{}

func readable(*goja.Object) Kind                                      { return Other }
func (r *Reader) read(*goja.Object) (*Names, bool)                    { return nil, false }
func newObject(*goja.Runtime, *goja.Object, *Names) *goja.Object      { return nil }
func fieldsOf(*goja.Object, *Names) Fields                            { return Fields{} }
func newArray(*goja.Runtime, *goja.Object, []goja.Value) *goja.Object { return nil }
func elements(*goja.Object) []goja.Value                              { return nil }
func fill(*goja.Object, []goja.Value) bool                            { return false }

func ownNames(*goja.Object) (names []unistring.String, complete, known bool) {
	return nil, false, false
}
func ownNamed(*goja.Object, unistring.String) (p Property, found, known bool) {
	return p, false, false
}
func noSymbols(*goja.Object) bool                                     { return false }
func arrayLength(*goja.Object) (n uint32, known bool)                 { return 0, false }
func dense(*goja.Object) bool                                         { return false }
func stored(*goja.Object) (elements []goja.Value, known bool)         { return nil, false }
func propertyIn(v goja.Value) Property                                { return Property{} }
func framesOf(*goja.Object) (frames []goja.StackFrame, unmade bool)   { return nil, true }
func remaining(*goja.Object) (values []goja.Value, pairs, known bool) { return nil, false, false }
func isUTF16(goja.String) bool                                        { return false }

type (
	fastStacks struct{}
	fastMark   struct{}
)

func stacksOf(*goja.Runtime) Stacks { return Stacks{} }
func (s *Stacks) mark() Mark        { return Mark{} }
func (s *Stacks) restore(*Mark)     {}
