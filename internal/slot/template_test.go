package slot_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/slot"
)

func newTemplate(tb testing.TB, vm *goja.Runtime) *slot.Template {
	tb.Helper()
	v, err := vm.RunString(`var proto = { kind: 'sample' }; (function () { return this.kind })`)
	require.NoError(tb, err)
	return slot.NewTemplate(vm, vm.Get("proto").(*goja.Object), slot.Accessor{Name: "trusted", Getter: v.(*goja.Object)})
}

// What a script sees of an object that a template made, and of one whose accessors were defined one by one.
func TestTemplate(t *testing.T) {
	for name, make := range map[string]func(*goja.Runtime, *slot.Template) *goja.Object{
		"New": func(_ *goja.Runtime, template *slot.Template) *goja.Object { return template.New("state") },
		"Attach": func(vm *goja.Runtime, template *slot.Template) *goja.Object {
			o := vm.CreateObject(vm.Get("proto").(*goja.Object))
			template.Attach(o, "state")
			return o
		},
	} {
		t.Run(name, func(t *testing.T) {
			vm := goja.New()
			template := newTemplate(t, vm)
			a, b := make(vm, template), make(vm, template)
			state, ok := slot.Of(a)
			assert.True(t, ok)
			assert.Equal(t, "state", state)
			require.NoError(t, vm.Set("a", a))
			require.NoError(t, vm.Set("b", b))
			for script, want := range map[string]any{
				`a.trusted`: "sample",
				`Object.getPrototypeOf(a) === proto && a instanceof Object && a !== b`:      true,
				`JSON.stringify(Object.getOwnPropertyNames(a))`:                             `["trusted"]`,
				`a.x = 1; a[0] = 2; JSON.stringify([Object.keys(a), Object.keys(b)])`:       `[["0","trusted","x"],["trusted"]]`,
				`delete a.x; delete a[0]; JSON.stringify([Object.keys(a), Object.keys(b)])`: `[["trusted"],["trusted"]]`,
				`delete a.trusted`: false,
				`'trusted' in a && Object.hasOwn(a, 'trusted') && Reflect.has(b, 'trusted') && !('trusted' in proto)`: true,
				`a.trusted = 1; a.trusted`: "sample",
				`var o = Object.create(a); o.kind = 'heir'; o.trusted + Object.keys(o)`:                              "heirkind",
				`Object.preventExtensions(a); a.x = 1; JSON.stringify([a.trusted, Object.getOwnPropertyNames(a)])`:   `["sample",["trusted"]]`,
				`var s = Symbol(); a[s] = 1; '' + a[s] + (s in b) + Object.getOwnPropertySymbols(a).includes(s)`:     "1falsetrue",
				`Object.setPrototypeOf(a, { kind: 'other' }); a.trusted + Object.getPrototypeOf(a).kind + b.trusted`: "otherothersample",
				// The engine takes a change that it should refuse. It must not be one of all objects.
				`try { Object.defineProperty(a, 'trusted', { writable: true }) } catch {} JSON.stringify(Object.getOwnPropertyDescriptor(b, 'trusted')) + b.trusted + make().trusted`: `{"enumerable":true,"configurable":false}samplesample`,
				`try { Object.defineProperty(a, 'trusted', { value: 1 }); 'changed' } catch (e) { e.name }`:                                                                           "TypeError",
				`var d = Object.getOwnPropertyDescriptor(b, 'trusted'); [d.enumerable, d.configurable, d.set, d.get === Object.getOwnPropertyDescriptor(a, 'trusted').get].join()`:    "true,false,,true",
				`Object.freeze(a); Object.isFrozen(a) && !Object.isFrozen(b) && (b.y = 1, b.y === 1) && (a.y = 1, a.y === undefined)`:                                                 true,
				`for (var k in b) { }; Object.prototype.toString.call(b)`:                                                                                                             "[object Object]",
				`var m = new Map([[b, 1]]), w = new WeakMap([[b, 2]]); m.get(b) + w.get(b)`:                                                                                           int64(3),
				`typeof b + Array.isArray(b) + JSON.stringify({ ...make() })`:                                                                                                         `objectfalse{"trusted":"sample"}`,
			} {
				vm := goja.New()
				template := newTemplate(t, vm)
				require.NoError(t, vm.Set("a", make(vm, template)))
				require.NoError(t, vm.Set("b", make(vm, template)))
				require.NoError(t, vm.Set("make", func() *goja.Object { return make(vm, template) }))
				v, err := vm.RunString(script)
				if assert.NoError(t, err, script) {
					assert.Equal(t, want, v.Export(), script)
				}
			}
		})
	}
}

func BenchmarkTemplate(b *testing.B) {
	vm := goja.New()
	template := newTemplate(b, vm)
	b.Run("New", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			template.New(b)
		}
	})
	b.Run("CreateObjectAttach", func(b *testing.B) {
		b.ReportAllocs()
		proto := vm.Get("proto").(*goja.Object)
		for b.Loop() {
			template.Attach(vm.CreateObject(proto), b)
		}
	})
}
