package clone_test

import (
	"sync"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/gojs-runtime/gojs/clone"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Two runtimes on two goroutines send one value back and forth; what the race detector sees is the test.
func TestExchange(t *testing.T) {
	a, b := make(chan *clone.Record), make(chan *clone.Record)
	side := func(in <-chan *clone.Record, out chan<- *clone.Record) (rounds int) {
		vm := goja.New()
		c := clone.New(vm)
		for record := range in {
			v, _, err := c.Deserialize(record, nil)
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

// Copies of one record are received by several goroutines at once.
func TestCopies(t *testing.T) {
	vm := goja.New()
	define(t, vm, "imported", "a string from Go that is not scanned yet, é")
	record, err := clone.Serialize(vm, run(t, vm, `var o = {imported}; ({o, a: [o, 1, {x: 'y'}], m: new Map([[o, new Set([o])]]), u: new Uint8Array([1, 2])})`), clone.Options{})
	require.NoError(t, err)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			vm := goja.New()
			v, err := clone.New(vm).DeserializeCopy(record, nil)
			if assert.NoError(t, err) {
				define(t, vm, "c", v)
				check(t, vm, `c.u[0]++, c.x = c.a.shift(), c.m.get(c.o).has(c.o) && c.u[0] === 2 && (c.o.imported + c.u[1]).endsWith('é2')`)
			}
		})
		twin, err := record.Copy()
		require.NoError(t, err)
		wg.Go(func() {
			vm := goja.New()
			v, _, err := twin.Deserialize(vm, nil)
			if assert.NoError(t, err) {
				define(t, vm, "c", v)
				check(t, vm, `c.u[0]++, c.a[0] === c.o && c.m.get(c.o).has(c.o) && c.u[0] === 2 && (c.o.imported + c.u[1]).endsWith('é2')`)
			}
		})
	}
	wg.Wait()
}
