// https://console.spec.whatwg.org/#count, #time: optional DOMString label = "default"
for (const name of ['count', 'countReset', 'time', 'timeLog', 'timeEnd']) {
  test(() => {
    const log = [];
    console[name]({ toString() { log.push('toString'); return name; } });
    assert_array_equals(log, ['toString']);
    const mine = new Error('mine');
    assert_throws_exactly(mine, () => console[name]({ toString() { throw mine; } }));
    assert_throws_js(TypeError, () => console[name](Symbol()));
    assert_equals(console[name](undefined), undefined);
    assert_equals(console[name](), undefined);
  }, `${name}: the label becomes a string`);
}
