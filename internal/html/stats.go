package html

import (
	"sync/atomic"

	"github.com/gojs-runtime/gojs/internal/scope"
)

// messageCounts counts the messages that the scripts of a scope have posted.
type messageCounts struct{ messages, bytes atomic.Uint64 }

func (s *messageCounts) count(bytes int) {
	s.messages.Add(1)
	s.bytes.Add(uint64(bytes))
}

// Posted returns how many messages scripts have posted to ports, workers and broadcast channels,
// and their approximate size in bytes. It may be called from any goroutine.
func Posted(s *scope.Scope) (messages, bytes uint64) {
	p := &state.Of(s).posted
	return p.messages.Load(), p.bytes.Load()
}
