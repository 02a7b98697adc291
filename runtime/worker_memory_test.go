package runtime_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Workers that ended leave nothing behind. With GOJS_SOAK set there are 100,000 of them.
func TestManyWorkersLeaveNothing(t *testing.T) {
	workers := 10_000
	switch {
	case os.Getenv("GOJS_SOAK") != "":
		workers = 100_000
	case testing.Short() || raceDetector:
		workers = 3_000
	}
	ends := map[string]string{
		"terminated":        `w.terminate()`,
		"closed by itself":  `w.postMessage('close')`,
		"in a loop":         `w.postMessage('loop'); w.terminate()`,
		"after an error":    `w.postMessage('throw'); w.postMessage('close')`,
		"with ports and so": `const { port1, port2 } = new MessageChannel(); w.postMessage(port2, [port2]); port1.onclose = () => {}; w.terminate()`,
	}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			rt, _ := newRuntime(t, scripts{"job.js": `
				postMessage('up');
				const url = URL.createObjectURL(new Blob(['x'.repeat(1000)]));
				const b = new BroadcastChannel('x');
				b.onmessage = () => {};
				setTimeout(() => {}, 1e6);
				onmessage = e => {
					switch (e.data) {
					case 'close': close(); break;
					case 'loop': for (;;);
					case 'throw': throw new Error('mine');
					}
				}`}.option())
			batch := fmt.Sprintf(`
				for (let i = 0; i < 16; i++) {
					let left = %d / 16;
					(function next() {
						if (--left < 0) return;
						const w = new Worker('job.js');
						w.onerror = e => e.preventDefault();
						w.onmessage = () => { %s; next() };
					})();
				}`, workers/len(ends)/10, end)
			require.NoError(t, rt.Run(bg, "main.js", batch))
			before := heap()
			for range 9 {
				require.NoError(t, rt.Run(bg, "main.js", batch))
			}
			after := heap()
			assert.LessOrEqual(t, after, before+1<<20, "%d workers took %d bytes each", workers, (int64(after)-int64(before))/int64(workers))
		})
	}
}
