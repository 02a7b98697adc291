test(() => {
  const a = new Event('a'), b = new Event('b'), again = new Event('a');
  a.initEvent('c');
  assert_array_equals([a.type, b.type, again.type], ['c', 'b', 'a']);
}, 'an event whose type changes changes no other event');

test(() => {
  // The strings are long and some are concatenated, so the engine does not represent them as short
  // strings.
  const long = 'x'.repeat(100), events = [new Event(long), new Event('x'.repeat(50) + 'x'.repeat(50)), new Event(long + 'y')];
  let count = 0;
  const target = new EventTarget();
  target.addEventListener(long, () => count++);
  events.forEach(e => target.dispatchEvent(e));
  assert_equals(count, 2);
  assert_array_equals(events.map(e => e.type.length), [100, 100, 101]);
}, 'events of long types');

test(() => {
  const seen = [];
  const target = new EventTarget();
  target.addEventListener('outer', e => {
    target.dispatchEvent(new Event('inner'));
    seen.push(e.type);
  });
  target.addEventListener('inner', e => seen.push(e.type));
  target.dispatchEvent(new Event('outer'));
  assert_array_equals(seen, ['inner', 'outer']);
}, 'an event that is dispatched during another');
