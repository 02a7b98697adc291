package expect

import (
	"cmp"

	"github.com/gojs-runtime/gojs/internal/wpt"
)

// Update changes the entries to match the results and removes those that are unmatched. It keeps
// existing reasons and gives new expectations this reason. If reason is "", Update adds no
// expectation that needs one, and returns its problem instead. [Expectations.Save] writes the
// files.
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

// updated returns an entry that matches r. complete is false if a reason was missing for some of
// it.
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
	passes := map[string]bool{} // by key of e.fail: a subtest that it matches passes
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
