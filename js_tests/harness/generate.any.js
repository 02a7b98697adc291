generate_tests(assert_equals, [['one and one', 1 + 1, 2], ['one and zero', 1 + 0, 1]]);
generate_tests(function (expected) {
  assert_equals(this.properties.value, expected);
}, [['first', 'a'], ['second', 'b']], [{ value: 'a' }, { value: 'b' }]);
on_event(self, 'custom', (event) => { self.seen = event; });
test(() => {
  const event = new Event('custom');
  self.dispatchEvent(event);
  assert_equals(self.seen, event);
}, 'on_event');
