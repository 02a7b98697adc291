package bindings_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/bindingstest"
	"github.com/gojs-runtime/gojs/runtime"
)

// picture is the state of an Image.
type picture struct {
	width, height int
	pixels        []byte
}

// newImage takes the width and the height.
func newImage(c *bindings.Call) (*picture, error) {
	w, h := c.Arg(0).ToInteger(), c.Arg(1).ToInteger()
	if w < 1 || h < 1 || w*h > 1<<20 {
		return nil, &bindings.Refusal{Name: "IndexSizeError", Message: fmt.Sprintf("an image of %d x %d pixels", w, h)}
	}
	return &picture{int(w), int(h), make([]byte, w*h)}, nil
}

// Image is a class whose objects scripts can clone and transfer.
var Image = bindings.Define(bindings.Class[picture]{
	Name:   "Image",
	New:    newImage,
	Length: 2,
	Attributes: []bindings.Attribute[picture]{
		{Name: "width", Get: func(p *picture, c *bindings.Call) (goja.Value, error) { return c.VM().ToValue(p.width), nil }},
		{Name: "first",
			Get: func(p *picture, c *bindings.Call) (goja.Value, error) { return c.VM().ToValue(p.pixels[0]), nil },
			Set: func(p *picture, c *bindings.Call, v goja.Value) error {
				p.pixels[0] = byte(v.ToInteger())
				return nil
			}},
	},
	Methods: []bindings.Method[picture]{
		{Name: "fill", Length: 1, Call: func(p *picture, c *bindings.Call) (goja.Value, error) {
			for i := range p.pixels {
				p.pixels[i] = byte(c.Arg(0).ToInteger())
			}
			return c.Object(), nil
		}},
		{Name: "save", Call: func(*picture, *bindings.Call) (goja.Value, error) { return nil, errors.New("the disk is full") }},
		{Name: "nothing", Call: func(*picture, *bindings.Call) (goja.Value, error) { return nil, nil }},
	},
	Serialize: func(p *picture) (any, int, error) {
		if len(p.pixels) == 1 {
			return nil, 0, errors.New("a single pixel is no image")
		}
		c := *p
		c.pixels = slices.Clone(p.pixels)
		return &c, len(c.pixels), nil
	},
	Deserialize: func(data any) (*picture, error) {
		c := *data.(*picture)
		c.pixels = slices.Clone(c.pixels) // several receivers may get it
		return &c, nil
	},
	Transfer: func(p *picture) any {
		moved := *p
		*p = picture{}
		return &moved
	},
	Receive: func(data any) (*picture, error) { return data.(*picture), nil },
})

// A class in Go, whose objects a script posts to a worker and gets back.
func ExampleDefine() {
	rt, err := runtime.New(
		runtime.WithClass(Image),
		runtime.WithScripts(runtime.LoaderFunc(func(context.Context, *url.URL) ([]byte, error) {
			return []byte(`onmessage = ({ data }) => postMessage(data.fill(7), [data])`), nil
		})),
	)
	if err != nil {
		panic(err)
	}
	defer rt.Close()
	err = rt.Run(context.Background(), "main.js", `
		const worker = new Worker('filter.js');
		worker.onmessage = ({ data }) => console.log(data instanceof Image, data.width, data.first);
		worker.postMessage(new Image(640, 480));
	`)
	if err != nil {
		panic(err)
	}
	// Output: true 640 7
}

func TestClass(t *testing.T) {
	rt, err := runtime.New(runtime.WithClass(Image))
	require.NoError(t, err)
	defer rt.Close()
	for _, c := range []struct{ source, want string }{
		{`Image.length + Image.name + Object.prototype.toString.call(new Image(1, 1))`, "2Image[object Image]"},
		{`Image(1, 1)`, "TypeError: Failed to construct 'Image': Please use the 'new' operator, this DOM object constructor cannot be called as a function."},
		{`new Image(1)`, "TypeError: Failed to construct 'Image': 2 arguments required, but only 1 present."},
		{`new Image(0, 1)`, "IndexSizeError: Failed to construct 'Image': an image of 0 x 1 pixels"},
		{`const i = new Image(2, 1); i.width = 5; i.width`, "2"},
		{`const i = new Image(2, 1); i.first = 300; i.first`, "44"},
		{`new Image(2, 1).fill()`, "TypeError: Failed to execute 'fill' on 'Image': 1 argument required, but only 0 present."},
		{`Image.prototype.fill.call({}, 1)`, "TypeError: Illegal invocation"},
		{`Reflect.get(Image.prototype, 'width', document = {})`, "TypeError: Illegal invocation"},
		{`new Image(1, 1).save()`, "GoError: the disk is full"},
		{`String(new Image(1, 1).nothing())`, "undefined"},
		{`new (class extends Image { get area() { return this.width * 2 } })(3, 3).area`, "6"},
		{`const i = new Image(2, 2).fill(9), c = structuredClone(i); i.fill(1); c.first + ' ' + (c instanceof Image)`, "9 true"},
		{`const i = new Image(2, 2).fill(9), c = structuredClone({ i }, { transfer: [i] }).i; c.first + ' ' + i.width`, "9 0"},
		{`const i = new Image(2, 2); structuredClone(i, { transfer: [i] }); structuredClone(i, { transfer: [i] })`,
			"DataCloneError: Failed to execute 'structuredClone' on 'Window': Image at index 0 is already detached."},
		{`const i = new Image(2, 2); structuredClone(i, { transfer: [i] }); structuredClone(i)`,
			"DataCloneError: Failed to execute 'structuredClone' on 'Window': An Image is detached and could not be cloned."},
		{`structuredClone(new Image(1, 1))`, "DataCloneError: Failed to execute 'structuredClone' on 'Window': Image: a single pixel is no image"},
	} {
		t.Run(c.source, func(t *testing.T) {
			v, err := rt.VM().RunString(`(() => { try { return eval(` + fmt.Sprintf("%q", c.source) + `) } catch (e) { return e.name + ': ' + e.message } })()`)
			require.NoError(t, err)
			assert.Equal(t, c.want, v.String())
		})
	}
}

// An object of a class that neither clones nor transfers, one made by Go, and what Go receives.
func TestClassInGo(t *testing.T) {
	type secret struct{ n int }
	class := bindings.Define(bindings.Class[secret]{Name: "Secret"})
	rt, err := runtime.New(runtime.WithClass(class), runtime.WithClass(Image))
	require.NoError(t, err)
	defer rt.Close()
	e := bindingstest.New(t, bindings.WithClass(class))
	scope, vm := e.Scope, e.VM
	o := class.New(scope, &secret{5})
	state, ok := class.State(scope, o)
	assert.True(t, ok)
	assert.Equal(t, 5, state.n)
	_, ok = Image.State(scope, o)
	assert.False(t, ok)
	_, ok = class.State(scope, goja.Undefined())
	assert.False(t, ok)
	require.NoError(t, vm.Set("secret", o))
	for source, want := range map[string]string{
		`new Secret`:               "TypeError: Illegal constructor",
		`structuredClone(secret)`:  "DataCloneError",
		`secret instanceof Secret`: "true",
	} {
		v, err := vm.RunString(`(() => { try { return String(` + source + `) } catch (e) { return e.name + ': ' + e.message } })()`)
		require.NoError(t, err)
		assert.Contains(t, v.String(), want)
	}

	ch := rt.NewChannel()
	defer ch.Go.Close()
	require.NoError(t, rt.VM().Set("host", ch.JS))
	_, err = rt.Eval(context.Background(), `const i = new Image(2, 1).fill(3); host.postMessage({ i }); host.postMessage(i, [i])`)
	require.NoError(t, err)
	for range 2 {
		m, err := ch.Go.Receive(context.Background())
		require.NoError(t, err)
		require.NoError(t, m.Err)
		if object, ok := m.Data.(map[string]any); ok {
			m.Data = object["i"]
		}
		assert.Equal(t, &picture{2, 1, []byte{3, 3}}, m.Data)
	}
}

// An object that arrives where its class is not defined is a messageerror.
func TestClassThatIsNotDefinedThere(t *testing.T) {
	from, to := bindingstest.New(t, bindings.WithClass(Image)), bindingstest.New(t)
	v, err := from.VM.RunString(`new Image(2, 1)`)
	require.NoError(t, err)
	record, err := from.Scope.Serialize(v)
	require.NoError(t, err)
	_, _, err = to.Scope.Deserialize(record)
	var e *clone.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "An object of the class Image arrived where that is not defined: give this scope WithClass too.", e.Message)
}

func TestDefinePanics(t *testing.T) {
	assert.Panics(t, func() { bindings.Define(bindings.Class[int]{}) })
	assert.Panics(t, func() {
		bindings.Define(bindings.Class[int]{Name: "X", Serialize: func(*int) (any, int, error) { return nil, 0, nil }})
	})
	method := func(*int, *bindings.Call) (goja.Value, error) { return nil, nil }
	for _, methods := range [][]bindings.Method[int]{
		{{Name: "a"}}, {{Name: "a", Call: method}, {Name: "a", Call: method}}, {{Name: "constructor", Call: method}}, {{Call: method}},
	} {
		assert.Panics(t, func() { bindings.Define(bindings.Class[int]{Name: "X", Methods: methods}) })
	}
	assert.Panics(t, func() {
		bindings.Define(bindings.Class[int]{Name: "X", Receive: func(any) (*int, error) { return nil, nil }})
	})
}

// broken is a class that cannot make what arrives.
func broken(discarded *int) *bindings.Definition[int] {
	return bindings.Define(bindings.Class[int]{
		Name:        "Broken",
		New:         func(*bindings.Call) (*int, error) { return new(int), nil },
		Serialize:   func(*int) (any, int, error) { return nil, 0, nil },
		Deserialize: func(any) (*int, error) { return nil, errors.New("out of ink") },
		Transfer:    func(*int) any { return nil },
		Receive:     func(any) (*int, error) { return nil, nil },
		Discard:     func(any) { *discarded++ },
	})
}

// An error of Deserialize or Receive is a DataCloneError, and what was transferred is discarded once.
func TestClassThatCannotReceive(t *testing.T) {
	discarded := 0
	rt, err := runtime.New(runtime.WithClass(broken(&discarded)))
	require.NoError(t, err)
	defer rt.Close()
	for source, want := range map[string]string{
		`structuredClone(new Broken)`:                                 "DataCloneError: Failed to execute 'structuredClone' on 'Window': Broken: out of ink",
		`const b = new Broken; structuredClone(b, { transfer: [b] })`: "DataCloneError: Failed to execute 'structuredClone' on 'Window': Broken: the class returned a nil state",
	} {
		v, err := rt.VM().RunString(`(() => { try { ` + source + ` } catch (e) { return e.name + ': ' + e.message } })()`)
		require.NoError(t, err)
		assert.Equal(t, want, v.String())
	}
	assert.Equal(t, 1, discarded)

	ch := rt.NewChannel()
	defer ch.Go.Close()
	require.NoError(t, rt.VM().Set("host", ch.JS))
	_, err = rt.Eval(context.Background(), `host.postMessage(new Broken); const b = new Broken; host.postMessage(b, [b])`)
	require.NoError(t, err)
	for _, want := range []string{"out of ink", "nil state"} {
		m, err := ch.Go.Receive(context.Background())
		require.NoError(t, err)
		assert.ErrorContains(t, m.Err, want)
	}
	assert.Equal(t, 2, discarded)
}

// A class cannot take the place of what is there already.
func TestClassWithATakenName(t *testing.T) {
	for _, name := range []string{"Map", "undefined", "Blob", "self", "structuredClone", "console", "Promise"} {
		_, err := runtime.New(runtime.WithClass(bindings.Define(bindings.Class[int]{Name: name})))
		assert.ErrorContains(t, err, "the global object has a property "+name+" already", name)
	}
	_, err := runtime.New(runtime.WithClass(Image), runtime.WithClass(Image))
	assert.ErrorContains(t, err, "Image already")
	_, err = runtime.New(runtime.WithClass(nil))
	assert.ErrorContains(t, err, "WithClass(nil)")
}
