package html

import (
	"sync/atomic"

	"github.com/gojs-runtime/gojs/internal/scope"
)

// postedMessages counts what the scripts of a scope posted.
type postedMessages struct{ messages, bytes atomic.Uint64 }

func (s *postedMessages) count(bytes int) {
	s.messages.Add(1)
	s.bytes.Add(uint64(bytes))
}

// Posted says how many messages scripts have posted to ports, workers and broadcast channels, and their approximate size
// in bytes. Any goroutine may call it.
func Posted(s *scope.Scope) (messages, bytes uint64) {
	p := &state.Of(s).posted
	return p.messages.Load(), p.bytes.Load()
}
