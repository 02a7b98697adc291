package dom_test

import (
	"fmt"
	"testing"

	"github.com/gojs-runtime/gojs/internal/bindingstest"
)

func BenchmarkDispatch(b *testing.B) {
	for _, listeners := range []int{0, 1, 10} {
		b.Run(fmt.Sprintf("listeners=%d", listeners), func(b *testing.B) {
			bindingstest.Benchmark(b, fmt.Sprintf(`
				const target = new EventTarget(), event = new Event('x');
				for (let i = 0; i < %d; i++) target.addEventListener('x', () => {});
				for (let i = 0; i < N; i++) target.dispatchEvent(event)`, listeners))
		})
	}
	b.Run("a new event each", func(b *testing.B) {
		bindingstest.Benchmark(b, `
			const target = new EventTarget();
			target.addEventListener('x', () => {});
			for (let i = 0; i < N; i++) target.dispatchEvent(new Event('x'))`)
	})
}
