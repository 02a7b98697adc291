// Package gomap makes the maps in which the engine keeps the properties of an object without allocating them: they lie in the
// memory of the object that has them. It also reads one without looking up its keys.
//
// Go makes a map of two pieces, a header and, once there is something in it, a group of eight entries, which is all as long
// as they are no more. Every cloned object has such a map, and every event one that stays empty; allocating the pieces and
// finding each key its place is most of what making such an object costs. But the maps of objects with the same names differ
// in their values only, so one of them can be the [Template] of the others: header and group are copied, and the values put
// where they belong.
//
// What is made is a map as Go makes it itself: who has it may add, delete and iterate as with any other. Its first eight
// entries stay in the memory that they were given.
//
// This relies on how a release of Go lays out maps, which may be another one in the next. So the releases are named in the
// build tags, and what is relied upon is verified when the program starts. Where that fails, with a release that is not
// named and with the tag gojs_safe, Enabled returns false, and maps are made by make.
package gomap

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// Map is the map in which goja keeps the properties of an object.
type Map = map[unistring.String]goja.Value

// Slots is how many entries a Small has room for.
const Slots = 8

// Enabled reports whether maps can be made in place.
func Enabled() bool { return enabled }
