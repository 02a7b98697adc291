package runtime

import "github.com/gojs-runtime/gojs/internal/engine"

// Engine returns "fast" if this program uses the fast way into the engine, otherwise "safe: " and
// why: what gojs assumes of goja's insides that does not hold for this version of goja, or that the
// program was built with the tag gojs_safe. The safe way is slower, and prints less of some values.
func Engine() string {
	if fast, reason := engine.Mode(); !fast {
		return "safe: " + reason
	}
	return "fast"
}
