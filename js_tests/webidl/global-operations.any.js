// META: global=window
// META: script=/webidl/resources/interface.js
// The operations and attributes of the global object are its own properties; their receiver is optional.
// https://webidl.spec.whatwg.org/#Global
const operations = {
  setTimeout: 1, setInterval: 1, clearTimeout: 0, clearInterval: 0, queueMicrotask: 1, structuredClone: 1, reportError: 1,
};

for (const name in operations) {
  const length = operations[name];
  test(() => {
    const d = Object.getOwnPropertyDescriptor(globalThis, name);
    assert_true(d.writable, 'writable');
    assert_true(d.enumerable, 'enumerable');
    assert_true(d.configurable, 'configurable');
    assert_equals(d.value.name, name, 'name');
    assert_equals(d.value.length, length, 'length');
    assert_array_equals(Object.getOwnPropertyNames(d.value).sort(), ['length', 'name']);
    assert_throws_js(TypeError, () => new d.value(() => {}), 'constructor');
  }, `${name}: a method of the global object`);

  test(() => {
    for (const receiver of [{}, [], 1, 'x', Symbol.iterator, new EventTarget(), Object.create(globalThis)]) {
      const e = thrown_by(() => globalThis[name].call(receiver, () => {}));
      assert_true(e instanceof TypeError);
      assert_equals(e.message, 'Illegal invocation');
    }
  }, `${name}: illegal invocation`);

  if (length > 0) {
    test(() => {
      check_required(() => globalThis[name](), `Failed to execute '${name}' on 'Window': `, length, 0);
    }, `${name}: a missing argument`);
  }
}

test(() => {
  'use strict';
  const detached = setTimeout;
  for (const id of [detached(() => {}), setTimeout.call(undefined, () => {}), setTimeout.call(null, () => {}),
    globalThis.setTimeout(() => {}), self.setTimeout(() => {})]) {
    assert_equals(typeof id, 'number');
    clearTimeout(id);
  }
  assert_equals(structuredClone.apply(undefined, [1]), 1);
}, 'the receiver may be undefined, null or the global object');
