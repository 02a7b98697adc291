package webidl

import "github.com/dop251/goja"

// QueueMicrotask queues a microtask. goja has no function for that, but it queues a reaction to a
// settled promise at once. So each microtask is a reaction to one promise of the realm that stays
// settled.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#queue-a-microtask
func (r *Realm) QueueMicrotask(steps func()) {
	if r.settled == nil {
		r.settled = r.ResolvedWith(goja.Undefined())
		// then looks up a constructor for the new promise. With this own property it does not find
		// one that a script could have replaced: https://tc39.es/ecma262/#sec-speciesconstructor
		must(r.settled.DefineDataProperty("constructor", goja.Undefined(), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	}
	job := r.VM.ToValue(func(goja.FunctionCall) goja.Value {
		steps()
		return goja.Undefined()
	})
	r.builtInPromises().then(goja.FunctionCall{This: r.settled, Arguments: []goja.Value{job}})
}
