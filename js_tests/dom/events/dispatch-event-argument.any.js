test(() => {
  const target = new EventTarget();
  for (const v of [null, undefined, {}, 'x', 1, Object.create(Event.prototype), Event, new Proxy(new Event('x'), {})]) {
    assert_throws_js(TypeError, () => target.dispatchEvent(v), typeof v);
  }
}, 'must be an Event');
