for (const type of ['', 'X', 'message', 'ü', '😀', '\u0000', ' x ', '__proto__', 'constructor', '\uD800', '\uFFFD']) {
  test(() => {
    const target = new EventTarget();
    const log = [];
    target.addEventListener(type, (e) => log.push(e.type));
    for (const other of ['x', '', '\uDC00', '\uD801', '\uFFFD', '\uD800', 'toString', type]) {
      target.dispatchEvent(new Event(other));
    }
    assert_in_array(log.length, [1, 2]);
    for (const seen of log) assert_equals(seen, type);
  }, JSON.stringify(type));
}

test(() => {
  const target = new EventTarget();
  const log = [];
  target.addEventListener(undefined, () => log.push('undefined'));
  target.addEventListener(null, () => log.push('null'));
  target.addEventListener(1.50, () => log.push('1.5'));
  for (const type of ['undefined', 'null', '1.5']) target.dispatchEvent(new Event(type));
  assert_array_equals(log, ['undefined', 'null', '1.5']);
}, 'a type that is not a string is converted to one');
