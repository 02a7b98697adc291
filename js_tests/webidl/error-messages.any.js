// META: global=window
// META: script=/webidl/resources/interface.js
// Each message names the call that failed and says what was wrong with it.
const { port1 } = new MessageChannel();
const target = new EventTarget();
const f = () => {};

for (const [call, type, message] of [
  [() => target.addEventListener('x', 1), TypeError,
    "Failed to execute 'addEventListener' on 'EventTarget': parameter 2 is not of type 'Object'."],
  [() => target.addEventListener('x', f, { signal: 1 }), TypeError,
    "Failed to execute 'addEventListener' on 'EventTarget': member signal is not of type 'AbortSignal'."],
  [() => target.dispatchEvent(null), TypeError,
    "Failed to execute 'dispatchEvent' on 'EventTarget': parameter 1 is not of type 'Event'."],
  [() => new Event(Symbol()), TypeError, "Failed to construct 'Event': Cannot convert a Symbol value to a string"],
  [() => new Event('x', 1), TypeError, "Failed to construct 'Event': parameter 2 is not of type 'EventInit'."],
  [() => new MessageEvent('x', { ports: 1 }), TypeError,
    "Failed to construct 'MessageEvent': member ports cannot be converted to a sequence."],
  [() => new MessageEvent('x', { ports: {} }), TypeError,
    "Failed to construct 'MessageEvent': member ports cannot be converted to a sequence: it is not iterable."],
  [() => new MessageEvent('x', { ports: [1] }), TypeError,
    "Failed to construct 'MessageEvent': member ports is not of type 'MessagePort'."],
  [() => new MessageEvent('x', { source: 1 }), TypeError,
    "Failed to construct 'MessageEvent': The optional 'source' property is neither a Window nor MessagePort."],
  [() => new PromiseRejectionEvent('x', {}), TypeError,
    "Failed to construct 'PromiseRejectionEvent': required member promise is undefined."],
  [() => AbortSignal.timeout(-1), TypeError,
    "Failed to execute 'timeout' on 'AbortSignal': parameter 1 is outside the range of unsigned long long."],
  [() => AbortSignal.any([1]), TypeError, "Failed to execute 'any' on 'AbortSignal': Failed to convert value to 'AbortSignal'."],
  [() => port1.postMessage(1, 2), TypeError,
    "Failed to execute 'postMessage' on 'MessagePort': parameter 2 is not of type 'StructuredSerializeOptions'."],
  [() => port1.postMessage(1, [2]), TypeError,
    "Failed to execute 'postMessage' on 'MessagePort': An element of the transfer list is not of type 'Object'."],
  [() => structuredClone(1, { transfer: 2 }), TypeError,
    "Failed to execute 'structuredClone' on 'Window': member transfer cannot be converted to a sequence."],
  [() => queueMicrotask(1), TypeError,
    "Failed to execute 'queueMicrotask' on 'Window': parameter 1 is not of type 'Function'."],
  [() => setTimeout(Symbol()), TypeError,
    "Failed to execute 'setTimeout' on 'Window': Cannot convert a Symbol value to a string"],
  [() => new QuotaExceededError('', { quota: -1 }), RangeError,
    "Failed to construct 'QuotaExceededError': quota must not be negative."],
]) {
  test(() => {
    const e = thrown_by(call);
    assert_equals(e.constructor, type);
    assert_equals(e.message, message);
  }, String(call).replace('() => ', ''));
}
