package bindings

import "sync/atomic"

// stats counts what the scripts of a scope posted.
type stats struct{ messages, bytes atomic.Uint64 }

func (s *stats) count(bytes int) {
	s.messages.Add(1)
	s.bytes.Add(uint64(bytes))
}

// Posted says how many messages scripts have posted to ports, workers and broadcast channels, and their approximate size
// in bytes. Any goroutine may call it.
func (s *Scope) Posted() (messages, bytes uint64) {
	return s.stats.messages.Load(), s.stats.bytes.Load()
}
