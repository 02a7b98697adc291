//go:build gc && !gojs_safe

package engine

import (
	"reflect"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAnotherLayoutIsLeftAlone(t *testing.T) {
	for _, v := range []any{
		struct{}{},
		struct{ vm int }{},
		struct {
			vm       *struct{ callStack []int }
			jobQueue []func()
		}{},
		struct {
			vm       struct{}
			jobQueue []func()
		}{},
		struct {
			vm       *vm // pointers of another kind
			jobQueue []func()
		}{},
	} {
		assert.Error(t, stacksIn(reflect.TypeOf(v), nil), "%T", v)
	}
	g := Stacks{}
	mark := g.Mark()
	g.Restore(&mark, &goja.StackOverflowError{})
}

// places are programs in which a script is cut off at END, which the test replaces.
var places = []string{
	`END`,
	`(function () { END })()`,
	`try { END } catch {} finally {}`,
	`[1].forEach(() => { END })`,
	`for (const x of (function* () { END })());`,
	`(function* () { END })().next()`,
	`[...(function* () { END })()]`,
	`new Map((function* () { END })())`,
	`Array.from((function* () { END })())`,
	`const g = (function* () { yield 1; END })(); g.next(); try { g.next() } finally { g.next() }`,
	`const g = (function* () { try { yield 1 } finally { END } })(); g.next(); g.return()`,
	`const g = (function* () { try { yield 1 } catch { END } })(); g.next(); g.throw(1)`,
	`(function* () { yield* (function* () { END })() })().next()`,
	`(async () => { END })()`,
	`(async () => { await null; END })()`,
	`(async () => { for (const x of (function* () { END })()); })()`,
	`Promise.resolve().then(() => { END })`,
	`Promise.resolve().then(async () => { await null; END })`,
	`new Promise(() => { END })`,
	`({ get a() { END } }).a`,
	`class A { static { END } }`,
	`new (class extends Array { constructor() { super(); END } })`,
	`new Proxy({}, { get() { END } }).x`,
	`'a'.replace(/a/, () => { END })`,
	`JSON.stringify({ toJSON() { [...(function* () { END })()] } })`,
	`eval('END')`,
	`for (const x of { [Symbol.iterator]() { return { next() { return { value: 1 } }, return() { END } } } }) break`,
	`with ({ get x() { END } }) x`,
}

func assertClean(t *testing.T, clean, m Mark) {
	assert.Equal(t, []int{0, 0, 0, 0, clean.sp, clean.sb}, []int{m.callStack, m.tryStack, m.iterStack, m.refStack, m.sp, m.sb})
}

var ends = map[string]string{
	"interrupt":      `interrupt(); for (;;);`,
	"stack overflow": `(function f() { f() })();`,
}

func newEngine(t *testing.T) (vm *goja.Runtime, logged *[]string) {
	vm = goja.New()
	vm.SetMaxCallStackSize(200)
	logged = new([]string)
	require.NoError(t, vm.Set("interrupt", func() { vm.Interrupt("enough") }))
	require.NoError(t, vm.Set("log", func(s string) { *logged = append(*logged, s) }))
	return vm, logged
}

func TestEngineWorksAfterACallWasCutOff(t *testing.T) {
	if !fast {
		t.Skip(failure)
	}
	for name, end := range ends {
		for _, place := range places {
			t.Run(name+"/"+place, func(t *testing.T) {
				vm, logged := newEngine(t)
				g := StacksOf(vm)
				clean := g.Mark()
				for range 3 {
					mark := g.Mark()
					_, err := vm.RunString("{" + strings.ReplaceAll(place, "END", end) + "}")
					g.Restore(&mark, err)
					if !strings.Contains(place, "new Promise(") || name == "interrupt" {
						require.Error(t, err)
					}
					assertClean(t, clean, g.Mark())
				}
				*logged = nil
				_, err := vm.RunString(`
					Promise.resolve().then(() => log('job'));
					(async () => { await null; log('async') })();
					for (const x of (function* () { yield 'one'; yield 'two' })()) log(x);
					try { throw 'thrown' } catch (e) { log(e) }
					let x = 'let';
					(() => log(x))()`)
				require.NoError(t, err)
				assert.Equal(t, []string{"one", "two", "thrown", "let", "job", "async"}, *logged)
			})
		}
	}
}

// After a nested call has overflowed the stack, the Go function that made the call goes on, and so
// does the script that called the function.
func TestScriptGoesOnAfterANestedCallWasCutOff(t *testing.T) {
	if !fast {
		t.Skip(failure)
	}
	for _, place := range places {
		t.Run(place, func(t *testing.T) {
			vm, logged := newEngine(t)
			g := StacksOf(vm)
			require.NoError(t, vm.Set("attempt", func(f goja.Callable) {
				mark := g.Mark()
				_, err := f(goja.Undefined())
				g.Restore(&mark, err)
			}))
			mark := g.Mark()
			_, err := vm.RunString(`
				function outer(a) {
					const b = { c: 'c' };
					for (const x of ['x', 'y']) {
						try { attempt(() => { ` + strings.ReplaceAll(place, "END", ends["stack overflow"]) + ` }); log(x + a + b.c); throw 1 }
						catch { log('caught') }
						finally { log('finally') }
					}
					return 'returned';
				}
				const gen = (function* () { for (const x of ['1', '2']) { attempt(() => { ` + strings.ReplaceAll(place, "END", ends["stack overflow"]) + ` }); yield x } })();
				for (const x of gen) log(x);
				log(outer('a'))`)
			g.Restore(&mark, err) // of the jobs
			assert.Equal(t, []string{"1", "2", "xac", "caught", "finally", "yac", "caught", "finally", "returned"}, (*logged)[:9])
			*logged = nil
			_, err = vm.RunString(`Promise.resolve().then(() => log('job'))`)
			require.NoError(t, err)
			assert.Equal(t, []string{"job"}, *logged)
		})
	}
}

func BenchmarkMark(b *testing.B) {
	g := StacksOf(goja.New())
	for b.Loop() {
		m := g.Mark()
		g.Restore(&m, nil)
	}
}
