test(() => {
  for (const [child, parent] of [
    [CustomEvent, Event], [MessageEvent, Event], [ErrorEvent, Event], [PromiseRejectionEvent, Event],
    [MessagePort, EventTarget], [AbortSignal, EventTarget], [Performance, EventTarget], [QuotaExceededError, DOMException],
  ]) {
    assert_equals(Object.getPrototypeOf(child), parent, child.name);
    assert_equals(Object.getPrototypeOf(child.prototype), parent.prototype, `${child.name}.prototype`);
  }
}, 'both prototype chains');

test(() => {
  assert_equals(MessageEvent.AT_TARGET, 2);
  assert_equals(new CustomEvent('x').BUBBLING_PHASE, 3);
  assert_equals(QuotaExceededError.DATA_CLONE_ERR, 25);
}, 'so constants are inherited');
