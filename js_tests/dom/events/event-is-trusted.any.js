// https://dom.spec.whatwg.org/#dom-event-istrusted
test(() => {
  const e = new Event('x');
  const d = Object.getOwnPropertyDescriptor(e, 'isTrusted');
  assert_false(d.configurable);
  assert_equals(d.set, undefined);
  assert_throws_js(TypeError, () => Object.defineProperty(e, 'isTrusted', { value: true }));
  assert_throws_js(TypeError, () => { 'use strict'; e.isTrusted = true; });
  assert_throws_js(TypeError, () => { 'use strict'; delete e.isTrusted; });
  assert_false(Reflect.deleteProperty(e, 'isTrusted'));
  assert_false(e.isTrusted);
}, 'cannot be forged');

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = t.step_func_done((e) => {
    assert_true(e.isTrusted);
    assert_false(Object.getOwnPropertyDescriptor(e, 'isTrusted').configurable);
    new EventTarget().dispatchEvent(new Event('x'));
    assert_true(e.isTrusted);
  });
  port1.postMessage(1);
}, 'an event of the platform is trusted');

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = (first) => {
    port2.onmessage = null;
    setTimeout(t.step_func_done(() => {
      const target = new EventTarget();
      const log = [];
      target.addEventListener('message', (e) => log.push(e.isTrusted));
      target.dispatchEvent(first);
      assert_array_equals(log, [false]);
      assert_false(first.isTrusted);
    }));
  };
  port1.postMessage(1);
}, 'until a script dispatches it again');

test(() => {
  const controller = new AbortController();
  let trusted;
  controller.signal.onabort = (e) => { trusted = e.isTrusted; };
  controller.abort();
  assert_true(trusted);
  controller.signal.onabort = (e) => { trusted = e.isTrusted; };
  controller.signal.dispatchEvent(new Event('abort'));
  assert_false(trusted);
}, 'abort events');

test(() => {
  class Own extends Event {
    static isTrusted = true;
    get [Symbol.for('isTrusted')]() { return true; }
  }
  assert_false(new Own('x').isTrusted);
  assert_throws_js(TypeError, () => new (class extends Event { isTrusted = true; })('x'), 'a field of that name cannot be defined');
}, 'subclasses');
