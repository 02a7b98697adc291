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
  assert_equals(status, '');
  status = 1;
  assert_equals(status, '1');
  status = '';
  assert_equals(frameElement, null);
  assert_equals(originAgentCluster, false);
  assert_equals(clientInformation, navigator);
  for (const name of ['close', 'stop', 'focus', 'blur']) {
    assert_equals(window[name](), undefined, name);
    assert_equals(window[name].length, 0, name);
  }
  assert_false(closed, 'close() is for windows that a script opened');
}, 'attributes of a page without frames, parents and a user');

test(() => {
  const { set } = Object.getOwnPropertyDescriptor(window, 'opener');
  assert_equals(opener, null);
  opener = null;
  assert_equals(Object.getOwnPropertyDescriptor(window, 'opener').set, set);
  opener = 1;
  const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(window, 'opener');
  assert_array_equals([value, writable, enumerable, configurable], [1, true, true, true]);
}, 'opener can be replaced');

test(() => {
  'use strict';
  assert_throws_js(TypeError, () => { 'use strict'; window.window = 1; });
  assert_throws_js(TypeError, () => { 'use strict'; window.closed = 1; });
  assert_equals(window.window, globalThis);
}, 'read-only attributes');

test(() => {
  for (const name of ['self', 'frames', 'parent', 'length', 'event', 'origin', 'performance', 'clientInformation']) {
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
