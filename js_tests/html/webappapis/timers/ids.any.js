test(() => {
  const ids = [setTimeout(() => {}), setInterval(() => {}, 1000), setTimeout(''), setTimeout(() => {}, 1000)];
  for (const id of ids) {
    assert_equals(typeof id, 'number');
    assert_true(Number.isInteger(id));
    assert_greater_than(id, 0);
    clearTimeout(id);
  }
  assert_equals(new Set(ids).size, ids.length, 'all different');
}, 'ids are positive integers');
