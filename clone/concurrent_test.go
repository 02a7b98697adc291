package clone_test

import (
	"runtime"
	"sync"
	"testing"
	"weak"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/gojs-runtime/gojs/clone"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Two runtimes on two goroutines send a value back and forth; the race detector watches.
func TestExchange(t *testing.T) {
	a, b := make(chan *clone.Record), make(chan *clone.Record)
	side := func(in <-chan *clone.Record, out chan<- *clone.Record) (rounds int) {
		vm := goja.New()
		c := clone.New(vm, nil)
		for record := range in {
			v, _, err := c.Deserialize(record)
			if !assert.NoError(t, err) {
				break
			}
			define(t, vm, "v", v)
			if rounds++; rounds > 100 {
				break
			}
			v = run(t, vm, `v.n++; v.strings.push(v.long.slice(0, v.n), v.imported + v.n); v.long += 'é'; v.map.set(v.n, {buffer: v.buffer});
				v.view[0]++; v[v.long.slice(0, 20)] = v.big ** 3n; v`)
			transfer := run(t, vm, `v.buffer`).(*goja.Object)
			record, err := c.Serialize(v, clone.Options{Transfer: []*goja.Object{transfer}})
			if !assert.NoError(t, err) {
				break
			}
			out <- record
		}
		close(out)
		for range in { //nolint:revive // the other side closes it
		}
		return rounds
	}

	vm := goja.New()
	define(t, vm, "imported", "a string from Go that is not scanned yet, é")
	record, err := clone.Serialize(vm, run(t, vm, `var buffer = new ArrayBuffer(16);
		({n: 0, strings: [], long: 'x', imported, map: new Map, buffer, view: new Uint8Array(buffer, 4), big: 3n, date: new Date(1), error: new Error('m')})`),
		clone.Options{Transfer: objects(t, vm, "buffer")})
	require.NoError(t, err)
	var wg sync.WaitGroup
	rounds := make([]int, 2)
	wg.Go(func() { rounds[0] = side(a, b) })
	wg.Go(func() { rounds[1] = side(b, a) })
	a <- record
	wg.Wait()
	assert.Equal(t, []int{101, 100}, rounds)
}

// Several goroutines receive copies of one record at once.
func TestCopies(t *testing.T) {
	vm := goja.New()
	define(t, vm, "imported", "a string from Go that is not scanned yet, é")
	record, err := clone.Serialize(vm, run(t, vm, `var o = {imported}; ({o, a: [o, 1, {x: 'y'}], m: new Map([[o, new Set([o])]]), u: new Uint8Array([1, 2])})`), clone.Options{})
	require.NoError(t, err)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			vm := goja.New()
			v, err := clone.New(vm, nil).DeserializeCopy(record)
			if assert.NoError(t, err) {
				define(t, vm, "c", v)
				check(t, vm, `c.u[0]++, c.x = c.a.shift(), c.m.get(c.o).has(c.o) && c.u[0] === 2 && (c.o.imported + c.u[1]).endsWith('é2')`)
			}
		})
		twin, err := record.Copy()
		require.NoError(t, err)
		wg.Go(func() {
			vm := goja.New()
			v, _, err := twin.Deserialize(vm)
			if assert.NoError(t, err) {
				define(t, vm, "c", v)
				check(t, vm, `c.u[0]++, c.a[0] === c.o && c.m.get(c.o).has(c.o) && c.u[0] === 2 && (c.o.imported + c.u[1]).endsWith('é2')`)
			}
		})
	}
	wg.Wait()
}

// Objects of several runtimes share their lists of property names. A change to one object must not show in another.
func TestNamesAreShared(t *testing.T) {
	vm := goja.New()
	c := clone.New(vm, nil)
	v := run(t, vm, `var v = {b: 1, 1: 2, a: {x: 1, y: [1, 2]}, long: 'x'}; v`)
	const work = `(v, n) => {
		const before = JSON.stringify(v);
		for (const o of [v, v.a]) {
			for (const key in o) if (key === 'b' || key === 'x') { delete o[key]; o['in' + n] = n; }
			o['k' + n] = n; o[n + 10] = n; delete o['k' + n]; delete o[n + 10]; delete o['in' + n];
			for (const key in o) break;
		}
		v.a.y.push(n); v.a.y.named = n; v.a.y.length = 2; delete v.a.y.named;
		v.b = 1; v.a.x = 1;
		return before === '{"1":2,"b":1,"a":{"x":1,"y":[1,2]},"long":"x"}' || before === '{"1":2,"a":{"y":[1,2],"x":1},"long":"x","b":1}' || before;
	}`
	record, err := c.Serialize(v, clone.Options{})
	require.NoError(t, err)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			vm := goja.New()
			c := clone.New(vm, nil)
			f, _ := goja.AssertFunction(run(t, vm, work))
			for n := range 200 {
				v, err := c.DeserializeCopy(record)
				if !assert.NoError(t, err) {
					return
				}
				for range 2 {
					ok, err := f(nil, v, vm.ToValue(n))
					if !assert.NoError(t, err) || !assert.Equal(t, true, ok.Export()) {
						return
					}
					if v, err = c.Clone(v, clone.Options{}); !assert.NoError(t, err) {
						return
					}
				}
			}
		})
	}
	f, _ := goja.AssertFunction(run(t, vm, work))
	for n := range 200 {
		ok, err := f(nil, v, vm.ToValue(n))
		require.NoError(t, err)
		require.Equal(t, true, ok.Export())
		_, err = c.Serialize(v, clone.Options{})
		require.NoError(t, err)
	}
	wg.Wait()
}

// A record keeps no runtime in memory.
func TestSenderIsCollected(t *testing.T) {
	other := goja.New()
	in := clone.New(other, nil)
	v, sender := func() (goja.Value, weak.Pointer[goja.Runtime]) {
		vm := goja.New()
		c := clone.New(vm, nil)
		record, err := c.Serialize(run(t, vm, `({a: [{b: 'c'}, new Map([[{}, []]])], n: 1.5})`), clone.Options{})
		require.NoError(t, err)
		v, _, err := in.Deserialize(record)
		require.NoError(t, err)
		return v, weak.Make(vm)
	}()
	for i := 0; sender.Value() != nil; i++ {
		require.Less(t, i, 100, "the sender is kept")
		runtime.GC()
	}
	define(t, other, "v", v)
	check(t, other, `v.a[0].b === 'c'`)
}

// The memory that a Cloner keeps for its next call refers to no objects.
func TestClonerKeepsNothing(t *testing.T) {
	vm := goja.New()
	c := clone.New(vm, nil)
	for _, source := range []string{`({a: [{}]})`, `({a: [{}], get b() { return {} }})`, `({a: {}, f() {}})`, `new Map([[{}, [{}]]])`} {
		o := weak.Make(run(t, vm, `(`+source+`)`).(*goja.Object))
		if o := o.Value(); o != nil {
			if record, err := c.Serialize(o, clone.Options{}); err == nil {
				_, _, err = c.Deserialize(record)
				require.NoError(t, err)
			}
			_, _ = c.Clone(o, clone.Options{})
		}
		run(t, vm, `0`) // the engine keeps the last values on its stack
		for i := 0; o.Value() != nil; i++ {
			require.Less(t, i, 100, source)
			runtime.GC()
		}
	}
}
