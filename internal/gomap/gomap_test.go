package gomap

import (
	"fmt"
	goruntime "runtime"
	"runtime/debug"
	"testing"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func names(n int) (list []unistring.String) {
	for i := range n {
		list = append(list, unistring.String(fmt.Sprint("name", i)))
	}
	return list
}

var vm = goja.New()

// same fails the test unless m has the entries of want, whichever way it is asked.
func same(t *testing.T, want, m Map) {
	t.Helper()
	assert.Len(t, m, len(want))
	for name, value := range want {
		got, ok := m[name]
		assert.True(t, ok, name)
		assert.Equal(t, value, got, name)
	}
	_, ok := m["missing"]
	assert.False(t, ok)
	iterated := Map{}
	for name, value := range m {
		iterated[name] = value
	}
	assert.Equal(t, want, iterated)
}

// object is something that has a map in its own memory.
type object struct {
	before goja.Value
	m      Map
	header Header
	small  Small
	after  goja.Value
}

// makers make maps with these names, and the values 0, 1, ….
var makers = map[string]func(t *testing.T, list []unistring.String) Map{
	"template": func(t *testing.T, list []unistring.String) Map {
		template := NewTemplate(list)
		if template == nil {
			require.False(t, Enabled() && len(list) > 0)
			t.Skip("not in this build, or without names")
		}
		var o *object
		for range 3 { // of the same template
			o = &object{before: vm.ToValue("before"), after: vm.ToValue("after")}
			o.m = template.Make(&o.small)
			for i := range list {
				o.small.Set(i, vm.ToValue(i))
			}
			address := uintptr(unsafe.Pointer(&o.small))
			assert.Same(t, &o.small, SmallAt(address, o.m))
			assert.Nil(t, SmallAt(address, Map{}))
		}
		return o.m
	},
	"header": func(_ *testing.T, list []unistring.String) Map {
		o := &object{before: vm.ToValue("before"), after: vm.ToValue("after")}
		o.m = o.header.Make()
		for i, name := range list {
			o.m[name] = vm.ToValue(i)
		}
		return o.m
	},
}

// What is made is a map like any other: whatever is done to it ends as with one that make made.
func TestMapsAreMaps(t *testing.T) {
	for maker, make := range makers {
		for n := range Slots + 1 {
			for change, do := range map[string]func(m Map){
				"nothing": func(Map) {},
				"delete": func(m Map) {
					delete(m, "name0")
					delete(m, "missing")
				},
				"set":   func(m Map) { m["name0"] = vm.ToValue("changed") },
				"add":   func(m Map) { m["added"] = vm.ToValue(1) },
				"clear": func(m Map) { clear(m) },
				"grow": func(m Map) {
					for i := range 3000 {
						m[unistring.String(fmt.Sprint("grown", i))] = vm.ToValue(i)
					}
				},
				"churn": func(m Map) {
					for i := range 100 {
						m[unistring.String(fmt.Sprint("new", i))] = vm.ToValue(i)
						delete(m, unistring.String(fmt.Sprint("new", i-3)))
					}
				},
				"change while iterating": func(m Map) {
					for name := range m {
						delete(m, name)
					}
					for i := range 20 {
						m[unistring.String(fmt.Sprint("again", i))] = vm.ToValue(i)
					}
				},
			} {
				t.Run(fmt.Sprintf("%s/%d/%s", maker, n, change), func(t *testing.T) {
					list := names(n)
					m, want := make(t, list), Map{}
					for i, name := range list {
						want[name] = vm.ToValue(i)
					}
					same(t, want, m)
					do(m)
					do(want)
					same(t, want, m)
					goruntime.GC()
					same(t, want, m)
					again := Map{} // the template is as it was
					for i, name := range list {
						again[name] = vm.ToValue(i)
					}
					same(t, again, make(t, list))
				})
			}
		}
	}
}

func TestNoTemplate(t *testing.T) {
	assert.Nil(t, NewTemplate(names(0)))
	assert.Nil(t, NewTemplate(names(Slots+1)))
	assert.Nil(t, NewTemplate([]unistring.String{"twice", "twice"}))
}

func TestGroup(t *testing.T) {
	if !Enabled() {
		t.Skip("not in this build")
	}
	list := append(names(3), "")
	m := Map{}
	assert.Nil(t, GroupOf(m).At(0, "name0"))
	for i, name := range list {
		m[name] = vm.ToValue(i)
	}
	g := GroupOf(m)
	for i, name := range list[:3] {
		assert.Equal(t, vm.ToValue(i), g.At(i, name))
	}
	assert.Nil(t, g.At(0, list[1]), "another name")
	assert.Nil(t, g.At(3, ""), "an empty name is not told from an entry that is not there")
	assert.Nil(t, g.At(Slots, list[0]))
	assert.Nil(t, g.At(5, list[0]))
	delete(m, list[1])
	assert.Nil(t, GroupOf(m).At(1, list[1]))
	for i := range 2 * Slots {
		m[unistring.String(fmt.Sprint("grown", i))] = vm.ToValue(i)
	}
	assert.Nil(t, GroupOf(m))
	assert.Nil(t, GroupOf(nil))
}

// The collector finds what is in the maps, and who has a map has all of it, though not the object that it was made in.
func TestMapsAreCollected(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(1))
	for maker, make := range makers {
		t.Run(maker, func(t *testing.T) {
			list := names(Slots)
			var kept []Map
			for i := range 20_000 {
				m := make(t, list)
				m["name3"] = vm.ToValue(fmt.Sprint("value", i))
				if i%100 == 0 {
					kept = append(kept, m)
				}
			}
			for i, m := range kept {
				assert.Equal(t, fmt.Sprint("value", i*100), m["name3"].String())
				assert.Equal(t, vm.ToValue(7), m["name7"])
			}
		})
	}
}

func BenchmarkMake(b *testing.B) {
	list := names(3)
	v := vm.ToValue(1)
	b.Run("make", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			o := &object{}
			o.m = make(Map, len(list))
			for _, name := range list {
				o.m[name] = v
			}
			sink = o
		}
	})
	if template := NewTemplate(list); template != nil {
		b.Run("template", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				o := &object{}
				o.m = template.Make(&o.small)
				for i := range list {
					o.small.Set(i, v)
				}
				sink = o
			}
		})
	}
}

var sink *object
