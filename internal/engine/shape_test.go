package engine_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/engine"
	"github.com/gojs-runtime/gojs/internal/engine/enginetest"
)

// sample is a realm with an object of each kind that a shape can make.
type sample struct {
	vm     *goja.Runtime
	realm  *engine.Realm
	getter goja.Value
	made   []string // the names of the members, in the order in which they were made
}

var tag = goja.NewSymbol("tag")

var members = []engine.Member{
	{Name: "trusted", Make: func(data any) engine.Property {
		s := data.(*sample)
		s.made = append(s.made, "trusted")
		return engine.Property{Getter: s.getter, Enumerable: true}
	}},
	{Name: "plain", Make: func(data any) engine.Property {
		s := data.(*sample)
		s.made = append(s.made, "plain")
		return engine.Property{Value: s.vm.ToValue(1), Writable: true, Enumerable: true, Configurable: true}
	}},
	{Symbol: tag, Make: func(any) engine.Property { return engine.Property{Value: goja.Undefined()} }},
}

func newSample(t testing.TB) *sample {
	vm := goja.New()
	v, err := vm.RunString(`var proto = { kind: 'sample' }; (function () { return this.kind })`)
	require.NoError(t, err)
	s := &sample{vm: vm, getter: v}
	s.realm = engine.NewRealm(vm, s)
	return s
}

func (s *sample) proto() *goja.Object { return s.vm.Get("proto").(*goja.Object) }

// makers are functions that make an object with the members of a shape.
var makers = map[string]func(*sample, *engine.Shape) *goja.Object{
	"NewHost": func(s *sample, shape *engine.Shape) *goja.Object { return s.realm.NewHost(shape, s.proto(), "state") },
	"NewObject": func(s *sample, shape *engine.Shape) *goja.Object {
		o := s.realm.NewObject(shape, s.proto())
		s.realm.Complete(shape, o)
		return o
	},
	"Attach": func(s *sample, shape *engine.Shape) *goja.Object {
		o := s.vm.CreateObject(s.proto())
		s.realm.Attach(shape, o, "state")
		return o
	},
}

// A script cannot tell the objects of a shape from objects whose members were defined one by one.
func TestShape(t *testing.T) {
	for name, make := range makers {
		t.Run(name, func(t *testing.T) {
			shape := engine.NewShape(members)
			for script, want := range map[string]any{
				`a.trusted + a.plain`: "sample1",
				`Object.getPrototypeOf(a) === proto && a instanceof Object && a !== b`:      true,
				`JSON.stringify(Object.getOwnPropertyNames(a))`:                             `["trusted","plain"]`,
				`a.x = 1; a[0] = 2; JSON.stringify([Object.keys(a), Object.keys(b)])`:       `[["0","trusted","plain","x"],["trusted","plain"]]`,
				`delete a.x; delete a[0]; JSON.stringify([Object.keys(a), Object.keys(b)])`: `[["trusted","plain"],["trusted","plain"]]`,
				`delete a.trusted`: false,
				`(delete a.plain) + Object.keys(a).join() + ('plain' in a) + a.plain`:                                 "truetrustedfalseundefined",
				`delete a.plain; a.plain = 2; a.y = 3; Object.keys(a).join() + a.plain + b.plain`:                     "trusted,plain,y21",
				`'trusted' in a && Object.hasOwn(a, 'trusted') && Reflect.has(b, 'trusted') && !('trusted' in proto)`: true,
				`a.trusted = 1; a.trusted`:                                                                                           "sample",
				`a.plain = 5; a.plain + b.plain + make().plain`:                                                                      int64(7),
				`var o = Object.create(a); o.kind = 'heir'; o.plain = 2; o.trusted + Object.keys(o)`:                                 "heirkind,plain",
				`Object.preventExtensions(a); a.x = 1; JSON.stringify([a.trusted, Object.getOwnPropertyNames(a)])`:                   `["sample",["trusted","plain"]]`,
				`var s = Symbol(); a[s] = 1; '' + a[s] + (s in b) + Object.getOwnPropertySymbols(a).includes(s)`:                     "1falsetrue",
				`Object.getOwnPropertySymbols(a).includes(tag) && tag in a && !Object.getOwnPropertyDescriptor(a, tag).configurable`: true,
				`Object.setPrototypeOf(a, { kind: 'other' }); a.trusted + Object.getPrototypeOf(a).kind + b.trusted`:                 "otherothersample",
				// The engine accepts this change, which it should refuse. It must not affect the
				// other objects.
				`try { Object.defineProperty(a, 'trusted', { writable: true }) } catch {} JSON.stringify(Object.getOwnPropertyDescriptor(b, 'trusted')) + b.trusted + make().trusted`: `{"enumerable":true,"configurable":false}samplesample`,
				`try { Object.defineProperty(a, 'trusted', { value: 1 }); 'changed' } catch (e) { e.name }`:                                                                           "TypeError",
				`var d = Object.getOwnPropertyDescriptor(b, 'trusted'); [d.enumerable, d.configurable, d.set, d.get === Object.getOwnPropertyDescriptor(a, 'trusted').get].join()`:    "true,false,,true",
				`Object.freeze(a); Object.isFrozen(a) && !Object.isFrozen(b) && (b.y = 1, b.y === 1) && (a.y = 1, a.y === undefined)`:                                                 true,
				`var names = ''; for (var k in b) { names += k }; names + Object.prototype.toString.call(b)`:                                                                          "trustedplainkind[object Object]",
				`var m = new Map([[b, 1]]), w = new WeakMap([[b, 2]]); m.get(b) + w.get(b)`:                                                                                           int64(3),
				`typeof b + Array.isArray(b) + JSON.stringify({ ...make() })`:                                                                                                         `objectfalse{"trusted":"sample","plain":1}`,
				`class A { #p = 1; constructor(o) { return o } static p(o) { return o.#p } }; class B extends A { #q = 2; static q(o) { return o.#q } }; new B(a); B.q(a)`:            int64(2),
			} {
				s := newSample(t)
				require.NoError(t, s.vm.Set("a", make(s, shape)))
				require.NoError(t, s.vm.Set("b", make(s, shape)))
				require.NoError(t, s.vm.Set("tag", tag))
				require.NoError(t, s.vm.Set("make", func() *goja.Object { return make(s, shape) }))
				v, err := s.vm.RunString(script)
				if assert.NoError(t, err, script) {
					assert.Equal(t, want, v.Export(), script)
				}
			}
		})
	}
}

func TestMembersAreMadeWhenAskedFor(t *testing.T) {
	enginetest.RequireFast(t)
	s := newSample(t)
	shape := engine.NewShape(members)
	o := s.realm.NewHost(shape, s.proto(), "state")
	assert.Empty(t, s.made)
	o.Get("plain")
	o.Get("plain")
	assert.Equal(t, []string{"plain"}, s.made)
	o.Get("trusted")
	assert.Equal(t, []string{"plain", "trusted"}, s.made)
	state, ok := engine.StateOf(o)
	assert.True(t, ok)
	assert.Equal(t, "state", state)
}

func TestExtend(t *testing.T) {
	shape := engine.NewShape([]engine.Member{
		{Name: "freeze", Make: func(data any) engine.Property {
			return engine.Property{Value: data.(*sample).vm.ToValue("ours"), Configurable: true}
		}},
		{Name: "added", Make: func(data any) engine.Property { return engine.Property{Value: data.(*sample).vm.ToValue("new")} }},
	})
	for name, before := range map[string]string{
		"untouched":                  ``,
		"asked for":                  `Object.freeze`,
		"names listed":               `Object.getOwnPropertyNames(Object)`,
		"with a property of its own": `Object.own = 1`,
		"the new property is there":  `Object.defineProperty(Object, 'added', { value: 1, configurable: true })`,
	} {
		t.Run(name, func(t *testing.T) {
			s := newSample(t)
			_, err := s.vm.RunString(before)
			require.NoError(t, err)
			require.NoError(t, s.realm.Extend(shape, s.vm.Get("Object").(*goja.Object)))
			v, err := s.vm.RunString(`
				const names = Object.getOwnPropertyNames(Object), d = Object.getOwnPropertyDescriptor(Object, 'freeze');
				[Object.freeze, Object.added, d.writable, d.configurable, names.indexOf('added') > names.indexOf('freeze'),
					names.length === new Set(names).size, typeof Object.seal, Object({}) instanceof Object].join()`)
			require.NoError(t, err)
			assert.Equal(t, "ours,new,false,true,true,true,function,true", v.String())
		})
	}
	t.Run("frozen", func(t *testing.T) {
		s := newSample(t)
		_, err := s.vm.RunString(`Object.freeze(Object)`)
		require.NoError(t, err)
		assert.Error(t, s.realm.Extend(shape, s.vm.Get("Object").(*goja.Object)))
	})
	t.Run("other engines have their own", func(t *testing.T) {
		assert.Nil(t, goja.New().Get("Object").(*goja.Object).Get("added"))
	})
}

func TestOneRealm(t *testing.T) {
	s := newSample(t)
	assert.True(t, engine.HasRealm(s.vm))
	assert.False(t, engine.HasRealm(goja.New()))
	assert.Panics(t, func() { engine.NewRealm(s.vm, nil) })
}

func BenchmarkShape(b *testing.B) {
	s := newSample(b)
	shape := engine.NewShape(members[:1])
	b.Run("NewHost", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			s.realm.NewHost(shape, s.proto(), b)
		}
	})
	b.Run("CreateObjectAttach", func(b *testing.B) {
		b.ReportAllocs()
		proto := s.proto()
		for b.Loop() {
			s.realm.Attach(shape, s.vm.CreateObject(proto), b)
		}
	})
}

// The object and its state are one allocation; the map in which the engine keeps its properties is
// the other.
func TestNewHostWithAllocations(t *testing.T) {
	enginetest.RequireFast(t)
	s := newSample(t)
	shape, proto := engine.NewShape(members), s.proto()
	type state [9]int
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() { engine.NewHostWith(s.realm, shape, proto, state{}) }), 2.0)
}
