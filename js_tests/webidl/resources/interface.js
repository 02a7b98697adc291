// check_interface defines subtests for the shape of an interface in JavaScript, as Web IDL defines
// it.
//
//   parent       name of the interface it inherits from
//   ctor         number of required constructor arguments; absent if `new` throws
//   attributes   names of writable attributes
//   readonly     names of read only attributes
//   unforgeable  names of [LegacyUnforgeable] attributes, including inherited ones
//   operations   name: number of required arguments
//   promises     the same for operations that return a promise
//   statics      name: number of required arguments
//   constants    name: value
//   object       returns an object of the interface
//   args         valid constructor arguments, unless 'x' and a dictionary are valid
//
// https://webidl.spec.whatwg.org/#javascript-binding
function check_interface(name, shape) {
  'use strict';
  const { attributes = [], readonly = [], unforgeable = [], operations = {}, promises = {}, statics = {}, constants = {} } = shape;
  const ctor_args = shape.args || Array(shape.ctor || 0).fill(0).map((_, i) => i === 0 ? 'x' : shape.init || {});
  const F = globalThis[name];
  const proto = F.prototype;
  const own = (object, key) => Object.getOwnPropertyDescriptor(object, key);
  const names = (object) => Object.getOwnPropertyNames(object).sort();

  test(() => {
    const d = own(globalThis, name);
    assert_equals(d.value, F, 'value');
    assert_true(d.writable, 'writable');
    assert_false(d.enumerable, 'enumerable');
    assert_true(d.configurable, 'configurable');
  }, `${name}: property of the global object`);

  test(() => {
    assert_equals(typeof F, 'function');
    assert_equals(F.name, name, 'name');
    assert_equals(F.length, shape.ctor || 0, 'length');
    for (const key of ['name', 'length']) {
      const d = own(F, key);
      assert_false(d.writable, `${key} writable`);
      assert_false(d.enumerable, `${key} enumerable`);
      assert_true(d.configurable, `${key} configurable`);
    }
    assert_equals(Object.getPrototypeOf(F), shape.parent ? globalThis[shape.parent] : Function.prototype, 'prototype');
    assert_array_equals(names(F), ['length', 'name', 'prototype', ...Object.keys(constants), ...Object.keys(statics)].sort());
    assert_array_equals(Object.getOwnPropertySymbols(F), []);
  }, `${name}: interface object`);

  test(() => {
    const d = own(F, 'prototype');
    assert_false(d.writable, 'writable');
    assert_false(d.enumerable, 'enumerable');
    assert_false(d.configurable, 'configurable');
    assert_equals(typeof proto, 'object');
    const parent = shape.prototype_parent || (shape.parent ? globalThis[shape.parent].prototype : Object.prototype);
    assert_equals(Object.getPrototypeOf(proto), parent, '[[Prototype]]');
    assert_array_equals(names(proto),
      ['constructor', ...attributes, ...readonly, ...Object.keys(operations), ...Object.keys(promises), ...Object.keys(constants)].sort());
    assert_array_equals(Object.getOwnPropertySymbols(proto), [Symbol.toStringTag]);
  }, `${name}: interface prototype object`);

  test(() => {
    const d = own(proto, 'constructor');
    assert_equals(d.value, F);
    assert_true(d.writable, 'writable');
    assert_false(d.enumerable, 'enumerable');
    assert_true(d.configurable, 'configurable');
  }, `${name}: constructor`);

  test(() => {
    const d = own(proto, Symbol.toStringTag);
    assert_equals(d.value, name);
    assert_false(d.writable, 'writable');
    assert_false(d.enumerable, 'enumerable');
    assert_true(d.configurable, 'configurable');
    assert_equals(String(Object.prototype.toString.call(shape.object())), `[object ${name}]`);
  }, `${name}: @@toStringTag`);

  if (shape.ctor === undefined) {
    test(() => {
      for (const f of [() => new F(), () => F(), () => Reflect.construct(F, [], class {})]) {
        let thrown;
        try { f(); } catch (e) { thrown = e; }
        assert_true(thrown instanceof TypeError, 'TypeError');
        assert_equals(thrown.message, 'Illegal constructor');
      }
    }, `${name}: no constructor`);
  } else {
    test(() => {
      const message = `Failed to construct '${name}': Please use the 'new' operator, this DOM object constructor ` +
        'cannot be called as a function.';
      const object = shape.object();
      const args = ['x', {}];
      for (const f of [
        () => F(...args), () => F.call(object, ...args), () => F.apply({}, args), () => F.bind(object)(...args),
        () => [1].map(F), () => Reflect.apply(F, undefined, args),
      ]) {
        let thrown;
        try { f(); } catch (e) { thrown = e; }
        assert_true(thrown instanceof TypeError, `${f}: TypeError`);
        assert_equals(thrown.message, message, `${f}`);
      }
    }, `${name}: not without new`);

    for (let n = 0; n < shape.ctor; n++) {
      test(() => {
        check_required(() => new F(...Array(n).fill('x')), `Failed to construct '${name}': `, shape.ctor, n);
      }, `${name}: constructor with ${n} arguments`);
    }
  }

  const wrong = [
    {}, [], () => {}, Object.create(proto), Object.create(shape.object()), 1, '', true, Symbol.iterator, 1n, proto,
    new Proxy(shape.object(), {}),
  ];
  const global_is_one = globalThis instanceof F;
  const check_brand = (f, args) => {
    for (const receiver of global_is_one ? wrong : [...wrong, undefined, null, globalThis]) {
      let thrown;
      try { Reflect.apply(f, receiver, args); } catch (e) { thrown = e; }
      assert_true(thrown instanceof TypeError, `${typeof receiver}: TypeError`);
      assert_equals(thrown.message, 'Illegal invocation', typeof receiver);
    }
  };
  const check_builtin = (f, expectedName, length) => {
    assert_equals(typeof f, 'function');
    assert_equals(f.name, expectedName, 'name');
    assert_equals(f.length, length, 'length');
    assert_array_equals(names(f), ['length', 'name'], 'own properties');
    assert_equals(Object.getPrototypeOf(f), Function.prototype, 'prototype');
    for (const key of ['name', 'length']) {
      const d = own(f, key);
      assert_false(d.writable, `${key} writable`);
      assert_false(d.enumerable, `${key} enumerable`);
      assert_true(d.configurable, `${key} configurable`);
    }
    assert_throws_js(TypeError, () => new f(), 'is not a constructor');
    assert_equals(Function.prototype.toString.call(f).replace(/\s+/g, ' '), `function ${expectedName}() { [native code] }`);
  };

  for (const attribute of [...attributes, ...readonly]) {
    test(() => {
      const d = own(proto, attribute);
      assert_true(d.enumerable, 'enumerable');
      assert_true(d.configurable, 'configurable');
      check_builtin(d.get, `get ${attribute}`, 0);
      check_brand(d.get, []);
      if (readonly.includes(attribute)) {
        assert_equals(d.set, undefined, 'setter');
        const object = shape.object();
        const before = object[attribute];
        assert_throws_js(TypeError, () => { object[attribute] = 1; }, 'assignment in strict mode');
        assert_equals(object[attribute], before);
      } else {
        check_builtin(d.set, `set ${attribute}`, 1);
        check_brand(d.set, [null]);
        check_required(() => d.set.call(shape.object()), `Failed to set the '${attribute}' property on '${name}': `, 1, 0);
        assert_equals(d.set.call(shape.object(), null), undefined, 'result of the setter');
      }
    }, `${name}: attribute ${attribute}`);
  }

  for (const attribute of unforgeable) {
    test(() => {
      const object = shape.object();
      const d = own(object, attribute);
      assert_true(d.enumerable, 'enumerable');
      assert_false(d.configurable, 'configurable');
      assert_equals(d.set, undefined, 'setter');
      check_builtin(d.get, `get ${attribute}`, 0);
      check_brand(d.get, []);
      assert_equals(own(shape.object(), attribute).get, d.get, 'one getter for all');
      assert_false(attribute in proto, 'on the prototype');
    }, `${name}: unforgeable attribute ${attribute}`);
  }

  for (const operation in operations) {
    const length = operations[operation];
    test(() => {
      const d = own(proto, operation);
      assert_true(d.writable, 'writable');
      assert_true(d.enumerable, 'enumerable');
      assert_true(d.configurable, 'configurable');
      check_builtin(d.value, operation, length);
      check_brand(d.value, Array(length).fill('x'));
      check_brand(d.value, []); // the receiver is checked before the number of arguments
      for (let n = 0; n < length; n++) {
        check_required(() => d.value.apply(shape.object(), Array(n).fill('x')),
          `Failed to execute '${operation}' on '${name}': `, length, n);
      }
    }, `${name}: operation ${operation}`);
  }

  for (const operation in promises) {
    const length = promises[operation];
    promise_test(async () => {
      const d = own(proto, operation);
      assert_true(d.writable, 'writable');
      assert_true(d.enumerable, 'enumerable');
      assert_true(d.configurable, 'configurable');
      check_builtin(d.value, operation, length);
      for (const receiver of wrong) {
        const promise = Reflect.apply(d.value, receiver, Array(length).fill('x'));
        assert_equals(Object.getPrototypeOf(promise), Promise.prototype, 'a promise');
        const thrown = await promise.then(() => undefined, (e) => e);
        assert_true(thrown instanceof TypeError, `${typeof receiver}: TypeError`);
        assert_equals(thrown.message, 'Illegal invocation', typeof receiver);
      }
      assert_not_equals(d.value.call(shape.object()), d.value.call(shape.object()), 'a new promise');
    }, `${name}: operation ${operation}`);
  }

  for (const operation in statics) {
    const length = statics[operation];
    test(() => {
      const d = own(F, operation);
      assert_true(d.writable, 'writable');
      assert_true(d.enumerable, 'enumerable');
      assert_true(d.configurable, 'configurable');
      check_builtin(d.value, operation, length);
      assert_false(operation in proto, 'on the prototype');
      for (let n = 0; n < length; n++) {
        check_required(() => d.value.apply(undefined, Array(n).fill('x')),
          `Failed to execute '${operation}' on '${name}': `, length, n);
      }
    }, `${name}: static operation ${operation}`);
  }

  for (const constant in constants) {
    test(() => {
      for (const holder of [F, proto]) {
        const d = own(holder, constant);
        assert_equals(d.value, constants[constant]);
        assert_false(d.writable, 'writable');
        assert_true(d.enumerable, 'enumerable');
        assert_false(d.configurable, 'configurable');
      }
    }, `${name}: constant ${constant}`);
  }

  test(() => {
    const object = shape.object();
    assert_equals(Object.getPrototypeOf(object), proto);
    object.expando = 1;
    object[Symbol.for('s')] = 2;
    Object.defineProperty(object, 'hidden', { value: 3, enumerable: false, configurable: true });
    assert_equals(object.expando, 1);
    assert_equals(object[Symbol.for('s')], 2);
    assert_equals(object.hidden, 3);
    assert_true(Object.keys(object).includes('expando'));
    assert_true(delete object.expando);
    assert_false('expando' in object);
    Object.freeze(object);
    assert_true(Object.isFrozen(object));
    assert_throws_js(TypeError, () => { object.more = 1; });
    for (const attribute of [...attributes, ...readonly]) object[attribute];
  }, `${name}: an ordinary object`);

  if (shape.ctor !== undefined) {
    test(() => {
      class Derived extends F {
        field = 'field';
        #secret = 42;
        static made = 'static';
        constructor(...args) { super(...args); this.after = new.target; }
        get secret() { return this.#secret; }
        static has(object) { return #secret in object; }
      }
      const object = new Derived(...ctor_args);
      assert_equals(Object.getPrototypeOf(object), Derived.prototype);
      assert_true(object instanceof F);
      assert_equals(object.field, 'field');
      assert_equals(object.secret, 42);
      assert_equals(object.after, Derived);
      assert_true(Derived.has(object));
      assert_false(Derived.has(shape.object()));
      assert_equals(Derived.made, 'static');
      assert_equals(Object.prototype.toString.call(object), `[object ${name}]`);
      for (const attribute of [...attributes, ...readonly]) object[attribute];
      for (const attribute of unforgeable) assert_own_property(object, attribute);
    }, `${name}: subclass with fields`);

    test(() => {
      const args = ctor_args;
      function NewTarget() {}
      const object = Reflect.construct(F, args, NewTarget);
      assert_equals(Object.getPrototypeOf(object), NewTarget.prototype, 'prototype of new.target');
      for (const attribute of readonly) own(proto, attribute).get.call(object);
      NewTarget.prototype = 1;
      assert_equals(Object.getPrototypeOf(Reflect.construct(F, args, NewTarget)), proto, 'new.target without a prototype');
    }, `${name}: new.target`);
  }
}

// check_required checks the error of a call with too few arguments.
function check_required(f, context, required, present) {
  let thrown;
  try { f(); } catch (e) { thrown = e; }
  assert_true(thrown instanceof TypeError, 'TypeError');
  assert_equals(thrown.message, `${context}${required} argument${required === 1 ? '' : 's'} required, but only ${present} present.`);
}

// recorder returns a dictionary whose members log when they are read.
function recorder(log, members) {
  const dictionary = {};
  for (const key of Object.keys(members)) {
    Object.defineProperty(dictionary, key, { get() { log.push(key); return members[key]; }, enumerable: true });
  }
  return dictionary;
}

// thrown_by returns the value that a function throws.
function thrown_by(f) {
  try { f(); } catch (e) { return e; }
  assert_unreached('it threw nothing');
}
