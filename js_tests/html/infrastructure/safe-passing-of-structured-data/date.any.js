for (const time of [0, -1, 1e12, 8.64e15, -8.64e15, 1.5, NaN]) {
  test(() => {
    const clone = structuredClone(new Date(time));
    assert_true(clone instanceof Date);
    assert_equals(clone.getTime(), new Date(time).getTime());
  }, `${time}`);
}

test(() => {
  const d = new Date(5);
  d.extra = 1;
  d.getTime = d.valueOf = d.toISOString = () => { throw new Error('called'); };
  const clone = structuredClone(d);
  assert_equals(clone.getTime(), 5);
  assert_false('extra' in clone);
}, 'the time value is all');
