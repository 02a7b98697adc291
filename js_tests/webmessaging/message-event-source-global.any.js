// META: global=window
test(() => {
  assert_equals(new MessageEvent('x', { source: self }).source, self);
}, 'the global object may be the source');
