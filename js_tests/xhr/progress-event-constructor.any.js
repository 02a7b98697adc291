// META: title=ProgressEvent constructor
// META: script=/webidl/resources/interface.js
// https://xhr.spec.whatwg.org/#interface-progressevent
test(() => {
  const e = new ProgressEvent('x');
  assert_equals(e.type, 'x');
  assert_false(e.lengthComputable);
  assert_equals(e.loaded, 0);
  assert_equals(e.total, 0);
  assert_false(e.bubbles);
  assert_false(e.cancelable);
}, 'defaults');

test(() => {
  const e = new ProgressEvent('x', { lengthComputable: 1, loaded: 0.5, total: '1e300', bubbles: true, cancelable: true });
  assert_true(e.lengthComputable);
  assert_equals(e.loaded, 0.5);
  assert_equals(e.total, 1e300);
  assert_true(e.bubbles);
  assert_true(e.cancelable);
}, 'loaded and total are doubles');

test(() => {
  for (const v of [NaN, Infinity, 'x', Symbol(), {}]) {
    assert_throws_js(TypeError, () => new ProgressEvent('x', { loaded: v }), format_value(v));
    assert_throws_js(TypeError, () => new ProgressEvent('x', { total: v }), format_value(v));
  }
}, 'must be finite');

test(() => {
  const log = [];
  new ProgressEvent('x', recorder(log, { total: 1, loaded: 1, lengthComputable: 1, composed: 1, bubbles: 1, cancelable: 1 }));
  assert_array_equals(log, ['bubbles', 'cancelable', 'composed', 'lengthComputable', 'loaded', 'total']);
}, 'members are read in order');
