for (const r of [/a/, /a\/b/gimsuy, new RegExp(''), /[/]\n/g, /\u{1F600}/u, /ü/i, new RegExp('\n')]) {
  test(() => {
    const clone = structuredClone(r);
    assert_true(clone instanceof RegExp);
    assert_equals(clone.source, r.source);
    assert_equals(clone.flags, r.flags);
    assert_not_equals(clone, r);
  }, String(r).replace(/\n/g, '\\n'));
}

test(() => {
  const r = /a/g;
  r.lastIndex = 3;
  r.extra = 1;
  const clone = structuredClone(r);
  assert_equals(clone.lastIndex, 0);
  assert_false('extra' in clone);
}, 'lastIndex and other properties are not cloned');

test(() => {
  const r = /a/g;
  Object.defineProperty(r, 'source', { value: 'forged' });
  Object.defineProperty(r, 'flags', { value: 'i' });
  Object.defineProperty(r, 'global', { get() { throw new Error('called'); } });
  const clone = structuredClone(r);
  assert_equals(clone.source, 'a');
  assert_equals(clone.flags, 'g');
}, 'own properties do not affect the clone');
