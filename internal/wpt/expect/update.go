package expect

import (
	"cmp"

	"github.com/gojs-runtime/gojs/internal/wpt"
)

// Update makes the entries fit the results, and takes out those that are unmatched. It keeps the reasons that are there
// and gives reason to what is new. It invents none: without a reason, what needs one is left out, and returned. The
// files change at [Expectations.Save].
func (e *Expectations) Update(results []wpt.Result, unmatched []Problem, reason string) (left []Problem) {
	for _, p := range unmatched {
		delete(e.entries, p.Page)
	}
	for _, r := range results {
		page := key(r.Test)
		name, old := e.of(page)
		switch {
		case old != nil && old.ignore != "":
			continue
		case r.Skipped != "":
			delete(e.entries, name)
			continue
		case old == nil:
			old = &entry{file: e.fileFor(page)}
		}
		updated, complete := old.updated(r, reason)
		if complete || name != "" {
			e.entries[page] = updated
		}
		left = append(left, e.Check(r).Problems...)
	}
	return left
}

// updated is an entry that fits r, as far as there are reasons for it.
func (e *entry) updated(r wpt.Result, reason string) (updated *entry, complete bool) {
	updated, complete = &entry{file: e.file}, true
	switch {
	case r.Status == wpt.HarnessOK:
	case r.Status != e.status && reason == "":
		updated.status, updated.statusReason = e.status, e.statusReason
		complete = false
	case r.Status == e.status:
		updated.status, updated.statusReason = e.status, e.statusReason
	default:
		updated.status, updated.statusReason = r.Status, reason
	}
	failed := failures(r)
	passes := map[string]bool{} // a subtest that a key of e.fail speaks of
	for name := range failed {
		if key, _ := e.fail.of(name); !failed[name] {
			passes[key] = true
		}
	}
	for name := range failed {
		if !failed[name] {
			continue
		}
		key, because := e.fail.of(name)
		if key == "" || passes[key] {
			key, because = literal(name), cmp.Or(because, reason)
		}
		if because == "" {
			complete = false
			continue
		}
		if updated.fail == nil {
			updated.fail = failing{}
		}
		updated.fail[key] = because
	}
	return updated, complete
}
