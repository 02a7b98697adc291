package html

import (
	"slices"
	"weak"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/dom"
	"github.com/gojs-runtime/gojs/internal/scope"
)

// rejections tracks the rejected promises of a scope that no script has handled.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#unhandled-promise-rejections
type rejections struct {
	scope         *scope.Scope
	aboutToNotify []*rejection // about-to-be-notified rejected promises list
	// unhandled has the promises of that list, and those that a queued task of notify will look at.
	unhandled map[*goja.Promise]*rejection
	// outstanding rejected promises weak set: promises whose event was fired, until they are
	// handled or garbage-collected
	outstanding map[weak.Pointer[goja.Promise]]struct{}
	sweepAt     int
}

// rejection is a rejected promise. promise becomes nil when a script handles the promise.
type rejection struct{ promise *goja.Promise }

func (r *rejections) install(s *scope.Scope) {
	r.scope = s
	r.unhandled = map[*goja.Promise]*rejection{}
	s.VM.SetPromiseRejectionTracker(r.track)
	s.Checkpoint = r.notify
}

// track implements HostPromiseRejectionTracker.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#the-hostpromiserejectiontracker-implementation
func (r *rejections) track(p *goja.Promise, operation goja.PromiseRejectionOperation) {
	switch operation {
	// 7. If operation is "reject": append promise to global's about-to-be-notified rejected
	//    promises list.
	case goja.PromiseRejectionReject:
		rejected := &rejection{p}
		r.unhandled[p] = rejected
		r.aboutToNotify = append(r.aboutToNotify, rejected)
		// Normally [scope.Scope] calls notify after the outermost call into the engine. If no call
		// is under way, because Go rejected the promise, notify now.
		if r.scope.Depth == 0 {
			r.notify()
		}
	// 8. If operation is "handle":
	case goja.PromiseRejectionHandle:
		// 1. If global's about-to-be-notified rejected promises list contains promise, then remove
		//    promise from that list and return.
		if rejected := r.unhandled[p]; rejected != nil {
			rejected.promise = nil
			delete(r.unhandled, p)
			return
		}
		// 2. If global's outstanding rejected promises weak set does not contain promise, then
		//    return.
		// 3. Remove promise from global's outstanding rejected promises weak set.
		key := weak.Make(p)
		if _, ok := r.outstanding[key]; !ok {
			return
		}
		delete(r.outstanding, key)
		// 4. Queue a global task on the DOM manipulation task source given global to fire an event
		//    named rejectionhandled at global, using PromiseRejectionEvent, with the promise
		//    attribute initialized to promise, and the reason attribute initialized to
		//    promise.[[PromiseResult]].
		r.scope.Loop.Post(eventloop.TaskFunc(func() {
			r.scope.Enter()
			r.fire("rejectionhandled", p, false)
		}))
	}
}

// notify notifies about rejected promises.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#notify-about-rejected-promises
func (r *rejections) notify() {
	if len(r.aboutToNotify) == 0 {
		return
	}
	// 1. Let list be a clone of global's about-to-be-notified rejected promises list.
	list := slices.DeleteFunc(r.aboutToNotify, func(rejected *rejection) bool { return rejected.promise == nil })
	// 3. Clear global's about-to-be-notified rejected promises list.
	r.aboutToNotify = nil
	// 2. If list is empty, then return.
	if len(list) == 0 {
		return
	}
	// 4. Queue a global task on the DOM manipulation task source given global to run the following
	//    step:
	r.scope.Loop.Post(eventloop.TaskFunc(func() { r.notifyAbout(list) }))
}

// notifyAbout runs the task that notify queues.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#notify-about-rejected-promises
func (r *rejections) notifyAbout(list []*rejection) {
	s := r.scope
	s.Enter()
	// 1. For each promise p of list:
	for i, rejected := range list {
		// 1. If p.[[PromiseIsHandled]] is true, then continue.
		p := rejected.promise
		if p == nil {
			continue
		}
		// 2. Let notCanceled be the result of firing an event named unhandledrejection at global,
		//    using PromiseRejectionEvent, with the cancelable attribute initialized to true, the
		//    promise attribute initialized to p, and the reason attribute initialized to
		//    p.[[PromiseResult]].
		notCanceled := r.fire("unhandledrejection", p, true)
		// 3. If notCanceled is true, then the user agent may report p.[[PromiseResult]] to a
		//    developer console. If a listener of the event handled the promise, it is not reported.
		if notCanceled && rejected.promise != nil && !s.Terminating {
			reportRejection(s, p.Result())
		}
		// 4. If p.[[PromiseIsHandled]] is false, then append p to global's outstanding rejected
		//    promises weak set.
		if rejected.promise != nil {
			delete(r.unhandled, p)
			r.addOutstanding(p)
		}
		if s.Terminating {
			for _, rest := range list[i+1:] {
				delete(r.unhandled, rest.promise)
			}
			return
		}
	}
}

// addOutstanding adds p to the outstanding rejected promises weak set, from which it deletes the
// garbage-collected promises whenever the set has doubled.
func (r *rejections) addOutstanding(p *goja.Promise) {
	if len(r.outstanding) >= r.sweepAt {
		for key := range r.outstanding {
			if key.Value() == nil {
				delete(r.outstanding, key)
			}
		}
		r.sweepAt = 2*len(r.outstanding) + 16
	}
	if r.outstanding == nil {
		r.outstanding = map[weak.Pointer[goja.Promise]]struct{}{}
	}
	r.outstanding[weak.Make(p)] = struct{}{}
}

// fire fires a PromiseRejectionEvent at the global object. It returns false if a listener canceled
// the event.
func (r *rejections) fire(typ string, p *goja.Promise, cancelable bool) (notCanceled bool) {
	s := r.scope
	if !dom.GlobalTarget(s).HasListener(typ) {
		return true
	}
	state := PromiseRejectionEvent{promise: s.VM.ToValue(p).(*goja.Object), reason: p.Result()}
	e := dom.CreateEvent(s, state, typ, cancelable)
	return dom.Fire(s, &e.Event, dom.GlobalTarget(s))
}
