package webidl_test

import (
	"math"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/webidl"
)

// shape and circle are the states of two interfaces that only this test has.
type shape struct {
	name goja.Value
	this *goja.Object
}

func (s *shape) asShape() *shape { return s }

func (s *shape) Interface() *webidl.Interface { return shapeInterface }

type circle struct {
	shape
	radius float64
}

type anyShape interface{ asShape() *shape }

var shapeInterface = &webidl.Interface{
	Name: "Shape",
	Is:   func(state any) bool { _, ok := state.(anyShape); return ok },
	Constructor: &webidl.Constructor{Length: 1, New: func(c webidl.Call) any {
		return &shape{name: c.DOMString(c.Args[0]), this: c.This}
	}},
	Constants: []webidl.Constant{{Name: "FLAT", Value: 0}, {Name: "SOLID", Value: 7}},
	Attributes: []webidl.Attribute{
		{Name: "name", Get: func(c webidl.Call) goja.Value { return c.State.(anyShape).asShape().name }},
		{
			Name: "label",
			Get:  func(c webidl.Call) goja.Value { return c.State.(anyShape).asShape().name },
			Set:  func(c webidl.Call, v goja.Value) { c.State.(anyShape).asShape().name = c.DOMString(v) },
		},
		{Name: "own", Unforgeable: true, Get: func(c webidl.Call) goja.Value { return c.VM.ToValue("own") }},
	},
	Operations: []webidl.Operation{
		{Name: "scale", Length: 1, Call: func(c webidl.Call) goja.Value {
			return c.VM.ToValue(c.Double(c.Args[0], "parameter 1") * 2)
		}},
		{Name: "sides", Call: func(c webidl.Call) goja.Value { return c.VM.ToValue(len(c.Args)) }},
		{Name: "join", Length: 2, Call: func(c webidl.Call) goja.Value { return goja.Undefined() }},
		{Name: "fail", Call: func(c webidl.Call) goja.Value {
			c.Throw("NotFoundError", "no such %s", "shape")
			return nil
		}},
		{Name: "load", Length: 1, Promise: true, Call: func(c webidl.Call) goja.Value {
			promise, resolve, _ := c.VM.NewPromise()
			_ = resolve(c.DOMString(c.Args[0]))
			return c.VM.ToValue(promise)
		}},
	},
	Statics: []webidl.Operation{
		{Name: "of", Length: 1, Call: func(c webidl.Call) goja.Value {
			return c.Realm.New(&shape{name: c.DOMString(c.Args[0])})
		}},
	},
}

var circleInterface = &webidl.Interface{
	Name:   "Circle",
	Is:     func(state any) bool { _, ok := state.(*circle); return ok },
	Parent: shapeInterface,
	Constructor: &webidl.Constructor{New: func(c webidl.Call) any {
		return &circle{shape: shape{name: c.VM.ToValue("circle"), this: c.This}, radius: 1}
	}},
	Attributes: []webidl.Attribute{
		{Name: "radius", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(c.State.(*circle).radius) }},
	},
}

var pointlessInterface = &webidl.Interface{Name: "Pointless", Is: func(any) bool { return false }}

type global struct{}

var globalInterface = &webidl.Interface{
	Name: "Window",
	Is:   func(state any) bool { _, ok := state.(global); return ok },
	Attributes: []webidl.Attribute{
		{Name: "me", Replaceable: true, Get: func(c webidl.Call) goja.Value { return c.This }},
		{Name: "fixed", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue("fixed") }},
	},
	Operations: []webidl.Operation{
		{Name: "beep", Length: 1, Call: func(c webidl.Call) goja.Value { return c.DOMString(c.Args[0]) }},
	},
}

func newRealm(t *testing.T) *webidl.Realm {
	vm := goja.New()
	r := webidl.NewRealm(vm)
	r.SetGlobalState(global{})
	r.DefineMembers(r.Global(), globalInterface)
	r.Install(shapeInterface)
	r.Install(circleInterface)
	r.Install(pointlessInterface)
	return r
}

// eachTrue evaluates expressions that must be true.
func eachTrue(t *testing.T, expressions ...string) {
	for _, expression := range expressions {
		t.Run(expression, func(t *testing.T) {
			r := newRealm(t)
			v, err := r.VM.RunString(`
				var shape = new Shape('square'), circle = new Circle();
				function descriptor(o, name) { return JSON.stringify(Object.getOwnPropertyDescriptor(o, name), (k, v) => typeof v === 'function' ? v.name + '/' + v.length : v) }
				function thrown(f) { try { f() } catch (e) { return e.name + ': ' + e.message } return 'nothing' }
				` + expression)
			require.NoError(t, err)
			assert.Equal(t, "true", v.String())
		})
	}
}

func TestShapeOfInterfaces(t *testing.T) {
	eachTrue(t,
		// Interface objects: https://webidl.spec.whatwg.org/#interface-object
		`descriptor(globalThis, 'Shape') === '{"value":"Shape/1","writable":true,"enumerable":false,"configurable":true}'`,
		`(d => !d.writable && !d.enumerable && !d.configurable)(Object.getOwnPropertyDescriptor(Shape, 'prototype'))`,
		`descriptor(Shape, 'name') === '{"value":"Shape","writable":false,"enumerable":false,"configurable":true}'`,
		`descriptor(Shape, 'length') === '{"value":1,"writable":false,"enumerable":false,"configurable":true}'`,
		`Circle.length === 0 && Pointless.length === 0`,
		`Object.getPrototypeOf(Shape) === Function.prototype && Object.getPrototypeOf(Circle) === Shape`,
		`typeof Shape === 'function' && Shape.prototype.constructor === Shape`,
		`descriptor(Shape.prototype, 'constructor') === '{"value":"Shape/1","writable":true,"enumerable":false,"configurable":true}'`,
		// Prototype objects: https://webidl.spec.whatwg.org/#interface-prototype-object
		`Object.getPrototypeOf(Shape.prototype) === Object.prototype && Object.getPrototypeOf(Circle.prototype) === Shape.prototype`,
		`Shape.prototype[Symbol.toStringTag] === 'Shape' && String(circle) === '[object Circle]'`,
		`JSON.stringify(Object.getOwnPropertyDescriptor(Shape.prototype, Symbol.toStringTag)) === '{"value":"Shape","writable":false,"enumerable":false,"configurable":true}'`,
		// Constants: https://webidl.spec.whatwg.org/#define-the-constants
		`descriptor(Shape, 'SOLID') === '{"value":7,"writable":false,"enumerable":true,"configurable":false}'`,
		`descriptor(Shape.prototype, 'SOLID') === descriptor(Shape, 'SOLID') && shape.SOLID === 7 && Circle.SOLID === 7`,
		// Attributes: https://webidl.spec.whatwg.org/#define-the-attributes
		`descriptor(Shape.prototype, 'name') === '{"get":"get name/0","enumerable":true,"configurable":true}'`,
		`descriptor(Shape.prototype, 'label') === '{"get":"get label/0","set":"set label/1","enumerable":true,"configurable":true}'`,
		`descriptor(shape, 'own') === '{"get":"get own/0","enumerable":true,"configurable":false}' && !('own' in Shape.prototype)`,
		`Object.getOwnPropertyDescriptor(shape, 'own').get === Object.getOwnPropertyDescriptor(circle, 'own').get`,
		`shape.name = 'other', shape.name === 'square'`,
		`(() => { 'use strict'; return thrown(() => { shape.name = 'other' }).startsWith('TypeError') })()`,
		`shape.label = 5, shape.name === '5'`,
		// Operations: https://webidl.spec.whatwg.org/#define-the-operations
		`descriptor(Shape.prototype, 'scale') === '{"value":"scale/1","writable":true,"enumerable":true,"configurable":true}'`,
		`descriptor(Shape, 'of') === '{"value":"of/1","writable":true,"enumerable":true,"configurable":true}'`,
		`!('prototype' in shape.scale) && thrown(() => new shape.scale(1)).startsWith('TypeError')`,
		`shape.sides() === 0 && shape.sides(1, 2, 3) === 3`,
		`Shape.of('x') instanceof Shape && Shape.of('x').name === 'x' && Circle.of('y').name === 'y'`,
		// Instances
		`Object.keys(shape).join() === 'own' && Object.getPrototypeOf(shape) === Shape.prototype`,
		`circle instanceof Shape && circle.name === 'circle' && circle.radius === 1`,
		`var s = new (class extends Shape { field = 1; #p = 2; get p() { return this.#p } constructor() { super('sub') } }); s.name === 'sub' && s.field === 1 && s.p === 2`,
		`Object.getPrototypeOf(Reflect.construct(Shape, ['r'], Circle)) === Circle.prototype && Reflect.construct(Shape, ['r'], Circle).name === 'r'`,
	)
}

func TestBrandChecksAndArguments(t *testing.T) {
	eachTrue(t,
		`thrown(() => Shape('x')) === "TypeError: Failed to construct 'Shape': Please use the 'new' operator, this DOM object constructor cannot be called as a function."`,
		`thrown(() => Shape.call(shape, 'x')).startsWith("TypeError: Failed to construct 'Shape'")`,
		`thrown(() => ['x'].map(Shape)).startsWith("TypeError: Failed to construct 'Shape'")`,
		`thrown(() => new Pointless) === 'TypeError: Illegal constructor' && thrown(() => Pointless()) === 'TypeError: Illegal constructor'`,
		`thrown(() => new Shape) === "TypeError: Failed to construct 'Shape': 1 argument required, but only 0 present."`,
		`thrown(() => shape.scale()) === "TypeError: Failed to execute 'scale' on 'Shape': 1 argument required, but only 0 present."`,
		`thrown(() => shape.join(1)) === "TypeError: Failed to execute 'join' on 'Shape': 2 arguments required, but only 1 present."`,
		`thrown(() => Shape.of()) === "TypeError: Failed to execute 'of' on 'Shape': 1 argument required, but only 0 present."`,
		`thrown(() => shape.scale('x')) === "TypeError: Failed to execute 'scale' on 'Shape': parameter 1 is non-finite."`,
		`thrown(() => { shape.label = Symbol() }) === "TypeError: Failed to set the 'label' property on 'Shape': Cannot convert a Symbol value to a string"`,
		`thrown(() => shape.fail()) === "NotFoundError: Failed to execute 'fail' on 'Shape': no such shape"`,
		`thrown(() => shape.scale.call({}, 1)) === 'TypeError: Illegal invocation'`,
		`thrown(() => shape.scale.call(5, 1)) === 'TypeError: Illegal invocation'`,
		`thrown(() => shape.scale.call(Shape.prototype, 1)) === 'TypeError: Illegal invocation'`,
		`thrown(() => shape.scale.call(Object.create(shape), 1)) === 'TypeError: Illegal invocation'`,
		`thrown(() => shape.scale.call(new Proxy(shape, {}), 1)) === 'TypeError: Illegal invocation'`,
		`thrown(() => (0, shape.scale)(1)) === 'TypeError: Illegal invocation'`, // the global object is not a Shape
		`thrown(() => Shape.prototype.name) === 'TypeError: Illegal invocation'`,
		`thrown(() => { Shape.prototype.label = 1 }) === 'TypeError: Illegal invocation'`,
		`thrown(() => Object.getOwnPropertyDescriptor(Circle.prototype, 'radius').get.call(shape)) === 'TypeError: Illegal invocation'`,
		`Object.getOwnPropertyDescriptor(Shape.prototype, 'name').get.call(circle) === 'circle'`,
		`Object.getOwnPropertyDescriptor(shape, 'own').get.call(circle) === 'own'`,
		`thrown(() => Object.getOwnPropertyDescriptor(shape, 'own').get.call({})) === 'TypeError: Illegal invocation'`,
		// the checks come in this order: this, arguments, conversions
		`thrown(() => shape.scale.call({})) === 'TypeError: Illegal invocation'`,
		// promises
		`shape.load('x') instanceof Promise`,
		`shape.load() instanceof Promise && shape.load.call({}, 'x') instanceof Promise && shape.load(Symbol()) instanceof Promise`,
	)
}

func TestPromisedOperationRejects(t *testing.T) {
	r := newRealm(t)
	_, err := r.VM.RunString(`
		var log = [];
		const shape = new Shape('x');
		shape.load('value').then(v => log.push(v));
		shape.load().catch(e => log.push(e.message));
		shape.load.call({}, 'x').catch(e => log.push(e.message));`)
	require.NoError(t, err)
	assert.Equal(t, []any{
		"value", "Failed to execute 'load' on 'Shape': 1 argument required, but only 0 present.", "Illegal invocation",
	}, r.VM.Get("log").Export())
}

func TestGlobals(t *testing.T) {
	eachTrue(t,
		`descriptor(globalThis, 'beep') === '{"value":"beep/1","writable":true,"enumerable":true,"configurable":true}'`,
		`descriptor(globalThis, 'fixed') === '{"get":"get fixed/0","enumerable":true,"configurable":true}'`,
		`me === globalThis && beep('x') === 'x' && (0, beep)('y') === 'y' && beep.call(null, 'z') === 'z'`,
		`thrown(() => beep.call({}, 'x')) === 'TypeError: Illegal invocation'`,
		`me = 5, me === 5 && descriptor(globalThis, 'me') === '{"value":5,"writable":true,"enumerable":true,"configurable":true}'`,
		`fixed = 5, fixed === 'fixed'`,
		`(function () { 'use strict'; return Object.getOwnPropertyDescriptor(globalThis, 'me').get.call(undefined) })() === globalThis`,
	)
}

func TestRealm(t *testing.T) {
	r := newRealm(t)
	o := r.New(&shape{name: r.VM.ToValue("made by Go")})
	require.NoError(t, r.VM.Set("made", o))
	v, err := r.VM.RunString("made instanceof Shape && made.name === 'made by Go' && made.own === 'own'")
	require.NoError(t, err)
	assert.True(t, v.ToBoolean())
	assert.Same(t, r.VM.GlobalObject(), r.Global())
	assert.True(t, r.Installed(shapeInterface))
	assert.False(t, r.Installed(globalInterface.Parent))
	assert.Same(t, r.VM.Get("Shape"), r.InterfaceObject(shapeInterface))
	assert.Same(t, r.VM.Get("Shape").(*goja.Object).Get("prototype"), r.Prototype(shapeInterface))
	assert.Equal(t, global{}, r.State(r.Global()))
	for _, v := range []goja.Value{nil, goja.Undefined(), r.VM.ToValue(1), r.VM.NewObject()} {
		assert.Nil(t, r.State(v))
	}
}

func TestNewFunctionAndNamespace(t *testing.T) {
	r := newRealm(t)
	r.InstallNamespace(&webidl.Interface{
		Name: "Geometry",
		Operations: []webidl.Operation{
			{Name: "area", Length: 1, Call: func(c webidl.Call) goja.Value { return c.VM.ToValue(c.Double(c.Args[0], "parameter 1")) }},
		},
		PrototypeParent: func(*webidl.Realm) *goja.Object { return nil },
	})
	require.NoError(t, r.VM.Set("f", r.NewFunction("the name", 3, func(goja.FunctionCall) goja.Value { return goja.Undefined() })))
	for _, expression := range []string{
		`f.name === 'the name' && f.length === 3 && !('prototype' in f)`,
		`Geometry[Symbol.toStringTag] === 'Geometry' && Object.getPrototypeOf(Geometry) === null`,
		`const { area } = Geometry; area(4) === 4 && area.length === 1 && area.name === 'area'`,
		`Object.keys(globalThis).indexOf('Geometry') === -1 && Object.keys(Geometry).join() === 'area'`,
	} {
		v, err := r.VM.RunString("{" + expression + "}")
		require.NoError(t, err, expression)
		assert.True(t, v.ToBoolean(), expression)
	}
}

// conversions returns an engine whose global object has one static operation for each conversion.
func conversions(t *testing.T) *goja.Runtime {
	r := newRealm(t)
	convert := func(name string, f func(c webidl.Call, v goja.Value) any) webidl.Operation {
		return webidl.Operation{Name: name, Length: 1, Call: func(c webidl.Call) goja.Value { return c.VM.ToValue(f(c, c.Args[0])) }}
	}
	r.Install(&webidl.Interface{Name: "Convert", Is: func(any) bool { return false }, Statics: []webidl.Operation{
		convert("DOMString", func(c webidl.Call, v goja.Value) any { return c.DOMString(v) }),
		convert("boolean", func(c webidl.Call, _ goja.Value) any { return c.Boolean(0) }),
		convert("double", func(c webidl.Call, v goja.Value) any { return c.Double(v, "x") }),
		convert("long", func(c webidl.Call, v goja.Value) any { return c.Long(v) }),
		convert("unsignedLong", func(c webidl.Call, v goja.Value) any { return c.UnsignedLong(v) }),
		convert("unsignedShort", func(c webidl.Call, v goja.Value) any { return c.UnsignedShort(v) }),
		convert("enforceRange", func(c webidl.Call, v goja.Value) any { return float64(c.EnforceRange(v, "x")) }),
		convert("longLong", func(c webidl.Call, v goja.Value) any { return float64(c.LongLong(v)) }),
		convert("clamp", func(c webidl.Call, v goja.Value) any { return float64(c.ClampLongLong(v)) }),
		convert("object", func(c webidl.Call, v goja.Value) any { return c.Object(v, "x") }),
		convert("sequence", func(c webidl.Call, v goja.Value) any {
			list := []any{}
			c.Sequence(v, "x", func(v goja.Value) { list = append(list, v.Export()) })
			return c.VM.NewArray(list...)
		}),
		convert("overload", func(c webidl.Call, v goja.Value) any {
			n := 0
			if !c.IsIterable(v, func(goja.Value) { n++ }) {
				return "no sequence"
			}
			return n
		}),
		convert("dictionary", func(c webidl.Call, v goja.Value) any {
			d := c.Dictionary(0, "Options")
			list := []any{d.Bool("flag")}
			if v := d.Get("value"); v != nil {
				list = append(list, v.Export())
			}
			return c.VM.NewArray(list...)
		}),
		{Name: "has", Call: func(c webidl.Call) goja.Value { return c.VM.ToValue([]bool{c.Has(0), c.Has(1)}) }},
	}})
	return r.VM
}

func TestConversions(t *testing.T) {
	for _, c := range []struct {
		expression string
		want       any // a message stands for the exception that has it
	}{
		{`DOMString('x')`, "x"},
		{`DOMString(1.5)`, "1.5"},
		{`DOMString(null)`, "null"},
		{`DOMString(undefined)`, "undefined"},
		{`DOMString(10n)`, "10"},
		{`DOMString({ toString() { return 'object' }, valueOf() { return 'not this' } })`, "object"},
		{`DOMString([1, [2]])`, "1,2"},
		{`DOMString('\uD800').charCodeAt(0)`, int64(0xD800)},
		{`DOMString(Symbol())`, message("Failed to execute 'DOMString' on 'Convert': Cannot convert a Symbol value to a string")},
		{`DOMString({ toString() { throw new RangeError('mine') } })`, message("mine")},

		{`boolean(0)`, false},
		{`boolean('')`, false},
		{`boolean([])`, true},

		{`double(1.5)`, 1.5},
		{`double('2.5')`, 2.5},
		{`double(null)`, int64(0)},
		{`double({ valueOf: () => 3.5 })`, 3.5},
		{`double(NaN)`, message("Failed to execute 'double' on 'Convert': x is non-finite.")},
		{`double(Infinity)`, message("Failed to execute 'double' on 'Convert': x is non-finite.")},
		{`double(undefined)`, message("Failed to execute 'double' on 'Convert': x is non-finite.")},

		{`long(2 ** 31)`, int64(-1 << 31)},
		{`long(2 ** 32 + 5.9)`, int64(5)},
		{`long(-1.9)`, int64(-1)},
		{`long(NaN)`, int64(0)},
		{`long(-Infinity)`, int64(0)},
		{`long('7')`, int64(7)},
		{`long(undefined)`, int64(0)},
		{`long(-(2 ** 31) - 1)`, int64(1<<31 - 1)},
		{`unsignedLong(-1)`, int64(1<<32 - 1)},
		{`unsignedLong(2 ** 53)`, int64(0)},
		{`unsignedLong(2 ** 32 + 1)`, int64(1)},
		{`unsignedShort(-1)`, int64(1<<16 - 1)},
		{`unsignedShort(65536.5)`, int64(0)},
		{`unsignedShort(1e300)`, int64(0)},

		{`enforceRange(0)`, int64(0)},
		{`enforceRange(-0.5)`, int64(0)},
		{`enforceRange(2 ** 53 - 1)`, int64(1<<53 - 1)},
		{`enforceRange(1.9)`, int64(1)},
		{`enforceRange(-1)`, message("Failed to execute 'enforceRange' on 'Convert': x is outside the range of unsigned long long.")},
		{`enforceRange(2 ** 53)`, message("Failed to execute 'enforceRange' on 'Convert': x is outside the range of unsigned long long.")},
		{`enforceRange(NaN)`, message("Failed to execute 'enforceRange' on 'Convert': x is not a finite number.")},

		{`longLong(2 ** 63)`, -math.Pow(2, 63)},
		{`longLong(-(2 ** 63))`, -math.Pow(2, 63)},
		{`longLong(2 ** 64 + 4096)`, int64(4096)},
		{`longLong(-1.5)`, int64(-1)},
		{`longLong(NaN)`, int64(0)},
		{`clamp(1e300)`, int64(1<<53 - 1)},
		{`clamp(-Infinity)`, int64(-(1<<53 - 1))},
		{`clamp(2.5)`, int64(2)},
		{`clamp(3.5)`, int64(4)},
		{`clamp(NaN)`, int64(0)},

		{`object(globalThis) === globalThis`, true},
		{`object(null)`, message("Failed to execute 'object' on 'Convert': x is not of type 'Object'.")},
		{`object('x')`, message("Failed to execute 'object' on 'Convert': x is not of type 'Object'.")},

		{`sequence([1, 'two', null])`, []any{int64(1), "two", nil}},
		{`sequence(new Set([1, 2]))`, []any{int64(1), int64(2)}},
		{`sequence((function* () { yield 1; yield 2 })())`, []any{int64(1), int64(2)}},
		{`sequence({ [Symbol.iterator]() { let n = 0; return { next: () => ({ done: n === 2, value: n++ }) } } })`, []any{int64(0), int64(1)}},
		{`sequence({ [Symbol.iterator]: () => ({ next: () => ({ done: true }) }) })`, []any{}},
		{`sequence('text')`, message("Failed to execute 'sequence' on 'Convert': x cannot be converted to a sequence.")},
		{`sequence({})`, message("Failed to execute 'sequence' on 'Convert': x cannot be converted to a sequence: it is not iterable.")},
		{`sequence({ [Symbol.iterator]: () => 1 })`, message("Failed to execute 'sequence' on 'Convert': The iterator is not an object.")},
		{`sequence({ [Symbol.iterator]: () => ({}) })`, message("Failed to execute 'sequence' on 'Convert': The iterator's next property is not a function.")},
		{`sequence({ [Symbol.iterator]: () => ({ next: () => 1 }) })`, message("Failed to execute 'sequence' on 'Convert': The iterator's result is not an object.")},
		{`sequence({ [Symbol.iterator]() { throw new RangeError('mine') } })`, message("mine")},
		{`sequence({ [Symbol.iterator]: () => ({ next() { throw new RangeError('mine') } }) })`, message("mine")},
		{`sequence({ [Symbol.iterator]: () => ({ next: () => ({ get done() { throw new RangeError('mine') } }) }) })`, message("mine")},

		{`overload([1, 2])`, int64(2)},
		{`overload({})`, "no sequence"},
		{`overload('ab')`, "no sequence"},
		{`overload({ [Symbol.iterator]: null })`, "no sequence"},
		{`overload({ [Symbol.iterator]: 1 })`, message("Failed to execute 'overload' on 'Convert': The object's Symbol.iterator property is not a function.")},

		{`dictionary(undefined)`, []any{false}},
		{`dictionary(null)`, []any{false}},
		{`dictionary({})`, []any{false}},
		{`dictionary({ flag: 1, value: undefined })`, []any{true}},
		{`dictionary({ value: null })`, []any{false, nil}},
		{`dictionary(Object.create({ flag: true, value: 'inherited' }))`, []any{true, "inherited"}},
		{`dictionary(() => {})`, []any{false}},
		{`dictionary(1)`, message("Failed to execute 'dictionary' on 'Convert': parameter 1 is not of type 'Options'.")},
		{`dictionary('x')`, message("Failed to execute 'dictionary' on 'Convert': parameter 1 is not of type 'Options'.")},
		{`dictionary({ get flag() { throw new RangeError('mine') } })`, message("mine")},

		{`has()`, []bool{false, false}},
		{`has(undefined, null)`, []bool{false, true}},
		{`double(` + `'x' * 1` + `)`, message("Failed to execute 'double' on 'Convert': x is non-finite.")},
	} {
		t.Run(c.expression, func(t *testing.T) {
			vm := conversions(t)
			v, err := vm.RunString("Convert." + c.expression)
			if m, ok := c.want.(message); ok {
				require.Error(t, err)
				exception, ok := err.(*goja.Exception)
				require.True(t, ok)
				assert.Equal(t, string(m), exception.Value().ToObject(vm).Get("message").String())
				return
			}
			require.NoError(t, err)
			assert.Equal(t, c.want, v.Export())
		})
	}
}

// message is the message of an expected exception.
type message string
