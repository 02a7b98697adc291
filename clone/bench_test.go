package clone_test

import (
	"testing"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
)

const (
	smallObject = `({ id: 1, type: 'tick', payload: { a: 1, b: 'two', c: [1, 2, 3] } })`
	records     = `Array.from({length: 1000}, (_, i) => ({
		id: i, name: 'user' + i, email: 'u' + i + '@example.com', active: i % 2 === 0, score: i * 1.5, tags: ['a', 'b', 'c'] }))`
)

func BenchmarkClone(b *testing.B) {
	for _, bm := range []struct{ name, v string }{
		{"number", `1`},
		{"small object", smallObject},
		{"1000 small objects", `Array.from({length: 1000}, (_, i) => (` + smallObject + `))`},
		{"1000 records", records},
		{"Map of 1000", `new Map(Array.from({length: 1000}, (_, i) => ['key' + i, i]))`},
		{"1000 numbers", `Array.from({length: 1000}, (_, i) => i)`},
		{"Error", `new Error('m')`},
		{"1 MiB Uint8Array", `new Uint8Array(1 << 20)`},
		{"1 MiB string", `'x'.repeat(1 << 20)`},
	} {
		b.Run(bm.name, func(b *testing.B) {
			from, to := goja.New(), goja.New()
			v := run(b, from, bm.v)
			out, in := clone.New(from, nil), clone.New(to, nil)
			b.ReportAllocs()
			for b.Loop() {
				record, err := out.Serialize(v, clone.Options{})
				if err != nil {
					b.Fatal(err)
				}
				if _, _, err := in.Deserialize(record); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSerialize(b *testing.B) {
	for _, bm := range []struct{ name, v string }{{"number", `1`}, {"small object", smallObject}, {"1000 records", records}} {
		b.Run(bm.name, func(b *testing.B) {
			vm := goja.New()
			v := run(b, vm, bm.v)
			c := clone.New(vm, nil)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.Serialize(v, clone.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkStructuredClone(b *testing.B) {
	for _, bm := range []struct{ name, v string }{
		{"small object", smallObject},
		{"1000 records", records},
		{"Map of 1000", `new Map(Array.from({length: 1000}, (_, i) => ['key' + i, i]))`},
	} {
		b.Run(bm.name, func(b *testing.B) {
			vm := goja.New()
			v := run(b, vm, bm.v)
			c := clone.New(vm, nil)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.Clone(v, clone.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBare uses no Cloner.
func BenchmarkBare(b *testing.B) {
	vm := goja.New()
	v := run(b, vm, smallObject)
	b.ReportAllocs()
	for b.Loop() {
		record, err := clone.Serialize(vm, v, clone.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, _, err := record.Deserialize(vm); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTransfer(b *testing.B) {
	for _, bm := range []struct {
		name string
		size int
	}{{"1 KiB", 1 << 10}, {"64 MiB", 64 << 20}} {
		b.Run(bm.name, func(b *testing.B) {
			vm, other := goja.New(), goja.New()
			here, there := clone.New(vm, nil), clone.New(other, nil)
			v := vm.ToValue(vm.NewArrayBuffer(make([]byte, bm.size)))
			b.ReportAllocs()
			for b.Loop() {
				for _, way := range [][2]*clone.Cloner{{here, there}, {there, here}} {
					record, err := way[0].Serialize(v, clone.Options{Transfer: []*goja.Object{v.(*goja.Object)}})
					if err != nil {
						b.Fatal(err)
					}
					if v, _, err = way[1].Deserialize(record); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		clone.New(goja.New(), nil)
	}
}

func BenchmarkGo(b *testing.B) {
	type payload struct {
		A int    `json:"a"`
		B string `json:"b"`
		C []int  `json:"c"`
	}
	type tick struct {
		ID      int     `json:"id"`
		Type    string  `json:"type"`
		Payload payload `json:"payload"`
	}
	v := tick{1, "tick", payload{1, "two", []int{1, 2, 3}}}
	b.ReportAllocs()
	for b.Loop() {
		record, err := clone.FromGo(v)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := record.ToGo(); err != nil {
			b.Fatal(err)
		}
	}
}
