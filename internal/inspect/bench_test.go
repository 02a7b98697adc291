package inspect_test

import (
	"testing"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
)

func BenchmarkFormat(b *testing.B) {
	for _, bb := range []struct{ name, source string }{
		{"number", `1`},
		{"string", `'hello'`},
		{"object", `({ a: 1, b: 'x' })`},
		{"message", `({ id: 1, type: 'tick', payload: { a: 1, b: 'two', c: [1, 2, 3] } })`},
		{"100 numbers", `Array.from({ length: 100 }, (_, i) => i)`},
		{"array of ten million", `new Array(1e7).fill('x')`},
		{"ten million holes", `new Array(1e7)`},
		{"error", `new TypeError('no')`},
		{"map", `new Map([['a', 1], ['b', { c: 2 }]])`},
	} {
		b.Run(bb.name, func(b *testing.B) {
			vm := goja.New()
			v, err := vm.RunString(bb.source)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				inspect.Format(vm, v, inspect.Options{})
			}
		})
	}
}
