test(() => {
  const shared = { n: 1 };
  const clone = structuredClone({ a: shared, b: [shared], c: new Map([['k', shared]]), d: new Set([shared]) });
  assert_equals(clone.b[0], clone.a);
  assert_equals(clone.c.get('k'), clone.a);
  assert_true(clone.d.has(clone.a));
  assert_not_equals(clone.a, shared);
}, 'two references to one object are cloned as one object');

test(() => {
  const o = {};
  o.self = o;
  o.list = [o, { o }];
  const clone = structuredClone(o);
  assert_equals(clone.self, clone);
  assert_equals(clone.list[0], clone);
  assert_equals(clone.list[1].o, clone);
}, 'cycles');

test(() => {
  for (const make of [
    () => new Date(1), () => /r/, () => new Number(1), () => new String('s'), () => new Error('e'), () => new ArrayBuffer(1),
    () => new Uint8Array(1), () => new Map(), () => new Set(), () => [], () => new DOMException('m'), () => Object(1n),
  ]) {
    const value = make();
    const clone = structuredClone([value, value, make()]);
    assert_equals(clone[0], clone[1], String(make));
    assert_not_equals(clone[0], value);
    assert_not_equals(clone[0], clone[2]);
  }
}, 'of every type');

test(() => {
  const a = {};
  const b = { a };
  a.b = b;
  const clone = structuredClone([a, b]);
  assert_equals(clone[0].b, clone[1]);
  assert_equals(clone[1].a, clone[0]);
}, 'two objects that refer to each other');
