//go:build !gc || gojs_safe || !go1.24 || go1.27

package gomap

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

const enabled = false

type (
	Header   struct{}
	Group    struct{}
	Small    struct{}
	Template struct{}
)

func (*Header) Make() Map                          { return make(Map) }
func NewTemplate([]unistring.String) *Template     { return nil }
func (*Template) Make(*Small) Map                  { return nil }
func (*Small) Set(int, goja.Value)                 {}
func SmallAt(uintptr, Map) *Small                  { return nil }
func GroupOf(Map) *Group                           { return nil }
func (*Group) At(int, unistring.String) goja.Value { return nil }
