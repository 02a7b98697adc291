// https://webidl.spec.whatwg.org/#platform-object-setprototypeof
const chain = [];
for (let o = window; o; o = Object.getPrototypeOf(o)) chain.push(o);

test(() => {
  assert_equals(chain.length, 5);
  for (const o of chain) {
    const prototype = Object.getPrototypeOf(o);
    for (const other of [{}, null, Window.prototype]) {
      if (other === prototype) continue;
      assert_throws_js(TypeError, () => Object.setPrototypeOf(o, other));
      assert_equals(Reflect.setPrototypeOf(o, other), false);
      const { set } = Object.getOwnPropertyDescriptor(Object.prototype, '__proto__');
      assert_throws_js(TypeError, () => set.call(o, other));
      assert_equals(Object.getPrototypeOf(o), prototype);
    }
  }
  assert_throws_js(TypeError, () => { window.__proto__ = {}; });
}, 'another prototype');

test(() => {
  for (const o of chain) {
    const prototype = Object.getPrototypeOf(o);
    assert_equals(Object.setPrototypeOf(o, prototype), o);
    assert_equals(Reflect.setPrototypeOf(o, prototype), true);
  }
  window.__proto__ = Window.prototype;
}, 'the same prototype');

test(() => {
  assert_throws_js(TypeError, () => Object.setPrototypeOf(window, 1));
  assert_throws_js(TypeError, () => Object.setPrototypeOf(undefined, {}));
  assert_throws_js(TypeError, () => Reflect.setPrototypeOf(1, {}));
  window.__proto__ = 1;
  assert_equals(Object.getPrototypeOf(window), Window.prototype);
  assert_equals(Object.setPrototypeOf(1, {}), 1);
}, 'a value that is not an object');

test(() => {
  const o = {};
  const prototype = {};
  assert_equals(Object.setPrototypeOf(o, prototype), o);
  assert_equals(Object.getPrototypeOf(o), prototype);
  assert_true(Reflect.setPrototypeOf(o, null));
  assert_equals(Object.getPrototypeOf(o), null);
  const p = {};
  p.__proto__ = prototype;
  assert_equals(Object.getPrototypeOf(p), prototype);
  for (const f of [Object.setPrototypeOf, Reflect.setPrototypeOf]) assert_array_equals([f.name, f.length], ['setPrototypeOf', 2]);
}, 'other objects');
