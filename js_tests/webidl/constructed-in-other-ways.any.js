// A constructor distinguishes `new` from a call. These tests construct in other ways than `new
// F()`.
for (const [name, f] of Object.entries({
  'a bound constructor': () => new (Event.bind(null, 'x'))(),
  'a proxy': () => new (new Proxy(Event, {}))('x'),
  'a proxy with a trap': () => new (new Proxy(Event, { construct: (t, args, n) => Reflect.construct(t, args, n) }))('x'),
  'Reflect.construct': () => Reflect.construct(Event, ['x']),
  'Reflect.construct with itself as new.target': () => Reflect.construct(Event, ['x'], Event),
  'spread arguments': () => new Event(...['x', {}]),
  eval: () => eval('new Event("x")'),
  'indirect eval': () => (0, eval)('new Event("x")'),
  'new Function': () => new Function('return new Event("x")')(),
  'a generator': () => [...(function* () { yield new Event('x'); })()][0],
  'a callback of a built-in': () => ['x'].map((t) => new Event(t))[0],
  'a callback of sort': () => { let e; [2, 1].sort(() => { e = new Event('x'); return 0; }); return e; },
  toJSON: () => { let e; JSON.stringify({ toJSON() { e = new Event('x'); } }); return e; },
  'a getter': () => ({ get e() { return new Event('x'); } }).e,
  'a default parameter': () => ((e = new Event('x')) => e)(),
  'a class two levels down': () => new (class extends (class extends Event {}) {})('x'),
})) {
  test(() => {
    const e = f();
    assert_true(e instanceof Event);
    assert_equals(e.type, 'x');
  }, name);
}

test(() => {
  function Legacy() {
    return Reflect.construct(EventTarget, [], new.target || Legacy);
  }
  Legacy.prototype = Object.create(EventTarget.prototype, { constructor: { value: Legacy } });
  Object.setPrototypeOf(Legacy, EventTarget);
  const target = new Legacy();
  let calls = 0;
  target.addEventListener('x', () => { calls++; });
  target.dispatchEvent(new Event('x'));
  assert_equals(calls, 1);
  assert_true(target instanceof Legacy);
}, 'a function with Reflect.construct');
