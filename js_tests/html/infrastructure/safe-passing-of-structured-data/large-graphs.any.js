test(() => {
  const list = Array.from({ length: 50000 }, (_, i) => ({ i, s: `item ${i}` }));
  const clone = structuredClone(list);
  assert_equals(clone.length, 50000);
  assert_equals(clone[49999].s, 'item 49999');
}, 'many objects');

test(() => {
  const wide = {};
  for (let i = 0; i < 20000; i++) wide[`k${i}`] = i;
  const clone = structuredClone(wide);
  assert_equals(Object.keys(clone).length, 20000);
  assert_equals(clone.k19999, 19999);
}, 'many properties');
