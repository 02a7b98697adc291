test(() => {
  const log = [];
  const o = {
    get b() { log.push('b'); return { get c() { log.push('c'); return 1; } }; },
    get a() { log.push('a'); return 2; },
    get 1() { log.push('1'); return 3; },
  };
  const clone = structuredClone(o);
  assert_array_equals(log, ['1', 'b', 'c', 'a'], 'in the order of the keys, depth first, once each');
  assert_object_equals(Object.getOwnPropertyDescriptor(clone, 'a'), { value: 2, writable: true, enumerable: true, configurable: true });
}, 'run, in order, and become data properties');

test(() => {
  const o = { get a() { delete o.b; return 1; }, b: 2, c: 3 };
  assert_array_equals(Object.keys(structuredClone(o)), ['a', 'c']);
}, 'a property that a getter deletes before its turn is left out');

test(() => {
  const o = { get a() { o.late = 1; return 1; }, b: 2 };
  assert_array_equals(Object.keys(structuredClone(o)), ['a', 'b']);
}, 'one that it adds, too');

test(() => {
  const o = { get a() { o.b = 'changed'; return 1; }, b: 2 };
  assert_equals(structuredClone(o).b, 'changed');
}, 'one that it changes is read later');

test(() => {
  const o = { get a() { Object.defineProperty(o, 'b', { enumerable: false }); return 1; }, b: 2 };
  assert_equals(structuredClone(o).b, 2, 'whether it is enumerable was asked before');
}, 'one that it hides is cloned');

test(() => {
  const mine = new Error('mine');
  assert_throws_exactly(mine, () => structuredClone({ get a() { throw mine; } }));
  assert_throws_exactly(null, () => structuredClone([{ get a() { throw null; } }]));
}, 'an exception of a getter is rethrown');

test(() => {
  const o = { get self() { return { get up() { return o; } }; } };
  const clone = structuredClone({ o, again: o });
  assert_equals(clone.o, clone.again);
  assert_equals(clone.o.self.up, clone.o);
}, 'a getter that returns the object that is being cloned');

test(() => {
  let depth = 0;
  const o = { get a() { return depth++ < 3 ? structuredClone(o) : 'bottom'; } };
  assert_equals(structuredClone(o).a.a.a.a, 'bottom');
}, 'a getter that clones');
