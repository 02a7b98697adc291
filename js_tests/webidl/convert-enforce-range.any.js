// META: title=Conversion to [EnforceRange] unsigned long long
// https://webidl.spec.whatwg.org/#abstract-opdef-converttoint
for (const value of [NaN, Infinity, -Infinity, -1, -1.5, 2 ** 53, 1e300, undefined, 'x', '1px', {}, () => {}, [1, 2]]) {
  test(() => {
    assert_throws_js(TypeError, () => AbortSignal.timeout(value));
  }, `throws for ${typeof value} ${String(value)}`);
}
for (const value of [0, -0, -0.9, 0.5, 2 ** 53 - 1, null, '', '7', false, [], { valueOf() { return 1e6; } }]) {
  test(() => {
    assert_false(AbortSignal.timeout(value).aborted);
  }, `takes ${typeof value} ${Object.is(value, -0) ? '-0' : String(value)}`);
}
test(() => {
  assert_throws_js(TypeError, () => AbortSignal.timeout(Symbol()));
  assert_throws_js(TypeError, () => AbortSignal.timeout(1n));
}, 'symbols and bigints throw');
