// https://tc39.es/ecma262/#sec-additional-properties-of-the-object.prototype-object
const methods = ['__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__'];

test(() => {
  for (const name of methods) {
    const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(Object.prototype, name);
    assert_array_equals([value.name, value.length, writable, enumerable, configurable], [name, name.startsWith('__define') ? 2 : 1, true, false, true]);
  }
}, 'the properties');

test(() => {
  const key = Symbol('key');
  for (const name of ['x', key, 1, '\ud800']) {
    const o = {};
    const get = () => 'got';
    let assigned;
    const set = (v) => { assigned = v; };
    assert_equals(o.__defineGetter__(name, get), undefined);
    assert_equals(o.__defineSetter__(name, set), undefined);
    const d = Object.getOwnPropertyDescriptor(o, name);
    assert_array_equals([d.get, d.set, d.enumerable, d.configurable], [get, set, true, true]);
    o[name] = 5;
    assert_equals(assigned, 5);
    assert_equals(o[name], 'got');
    assert_equals(o.__lookupGetter__(name), get);
    assert_equals(o.__lookupSetter__(name), set);
    const heir = Object.create(Object.create(o));
    assert_equals(heir.__lookupGetter__(name), get);
    Object.defineProperty(heir, name, { value: 1 });
    assert_equals(heir.__lookupGetter__(name), undefined, 'a data property is in front');
  }
}, 'define and look up');

test(() => {
  const o = {};
  assert_throws_js(TypeError, () => o.__defineGetter__('x', {}));
  assert_throws_js(TypeError, () => o.__defineSetter__('x'));
  assert_throws_js(TypeError, () => Object.freeze({}).__defineGetter__('x', () => {}));
  assert_throws_js(TypeError, () => Object.defineProperty({}, 'x', { value: 1 }).__defineSetter__('x', () => {}));
  for (const name of methods) {
    assert_throws_js(TypeError, () => Object.prototype[name].call(undefined, 'x', () => {}));
    assert_throws_js(TypeError, () => Object.prototype[name].call(null, 'x', () => {}));
  }
  const error = new Error('key');
  assert_throws_exactly(error, () => o.__defineGetter__({ toString() { throw error; } }, () => {}));
  assert_throws_exactly(error, () => o.__lookupGetter__({ toString() { throw error; } }));
  assert_throws_exactly(error, () => new Proxy({}, { getOwnPropertyDescriptor() { throw error; } }).__lookupGetter__('x'));
}, 'errors');

test(() => {
  assert_equals(({}).__lookupGetter__('x'), undefined);
  assert_equals(({ get x() { return 1; } }).__lookupSetter__('x'), undefined);
  assert_equals('text'.__lookupGetter__('length'), undefined);
}, 'nothing to find');
