package bindings_test

import (
	"testing"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
)

func BenchmarkInstall(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := bindings.Install(goja.New(), bindings.OnLoop(eventloop.New())); err != nil {
			b.Fatal(err)
		}
	}
}
