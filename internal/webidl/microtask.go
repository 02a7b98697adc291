package webidl

import "github.com/dop251/goja"

// QueueMicrotask is "to queue a microtask". goja has no call for it. But a reaction to a promise that is settled already is
// queued at once, so each microtask is one reaction to one promise that stays settled.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#queue-a-microtask
func (r *Realm) QueueMicrotask(steps func()) {
	if r.settled == nil {
		r.settled = r.ResolvedWith(goja.Undefined())
		// then looks for a constructor to derive the new promise from. With this it finds none that a script could have
		// replaced: https://tc39.es/ecma262/#sec-speciesconstructor
		must(r.settled.DefineDataProperty("constructor", goja.Undefined(), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	}
	job := r.VM.ToValue(func(goja.FunctionCall) goja.Value {
		steps()
		return goja.Undefined()
	})
	r.builtInPromises().then(goja.FunctionCall{This: r.settled, Arguments: []goja.Value{job}})
}
