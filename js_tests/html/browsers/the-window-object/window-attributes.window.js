test(() => {
  for (const name of ['window', 'self', 'frames', 'parent', 'top']) assert_equals(window[name], globalThis, name);
  assert_equals(window.length, 0);
  assert_equals(closed, false);
}, 'the only window');

test(() => {
  assert_equals(typeof name, 'string');
  const before = name;
  name = 7;
  assert_equals(window.name, '7');
  name = null;
  assert_equals(window.name, 'null');
  assert_throws_js(TypeError, () => { name = Symbol('x'); });
  name = before;
}, 'name is a string');

test(() => {
  'use strict';
  assert_throws_js(TypeError, () => { 'use strict'; window.window = 1; });
  assert_throws_js(TypeError, () => { 'use strict'; window.closed = 1; });
  assert_equals(window.window, globalThis);
}, 'read-only attributes');

test(() => {
  for (const name of ['self', 'frames', 'parent', 'length', 'event', 'origin', 'performance']) {
    const descriptor = Object.getOwnPropertyDescriptor(window, name);
    window[name] = 'mine';
    const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(window, name);
    assert_array_equals([value, writable, enumerable, configurable], ['mine', true, true, true], name);
    Object.defineProperty(window, name, descriptor);
    assert_not_equals(window[name], 'mine', name);
  }
}, 'replaceable attributes');

test(() => {
  assert_equals(origin, location.origin);
  assert_equals(isSecureContext, location.protocol === 'https:');
  assert_equals(crossOriginIsolated, false);
}, 'of WindowOrWorkerGlobalScope');

test(() => {
  for (const name of ['name', 'event', 'location', 'length', 'onmessage']) {
    const { get } = Object.getOwnPropertyDescriptor(window, name);
    assert_throws_js(TypeError, () => get.call({}), name);
    assert_throws_js(TypeError, () => get.call(Window.prototype), name);
    assert_equals(get.call(undefined), window[name], name);
    assert_equals(get.call(null), window[name], name);
  }
}, 'this');

test(() => {
  assert_false('document' in window);
}, 'there is no document');
