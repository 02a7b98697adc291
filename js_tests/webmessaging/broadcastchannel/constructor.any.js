test(() => {
  assert_equals(new BroadcastChannel('news').name, 'news');
  assert_equals(new BroadcastChannel('').name, '');
  assert_equals(new BroadcastChannel(7).name, '7');
  assert_equals(new BroadcastChannel(undefined).name, 'undefined');
  assert_equals(new BroadcastChannel('\ud800').name, '\ud800');
}, 'the name is a string');

test(() => {
  assert_throws_js(TypeError, () => new BroadcastChannel());
  assert_throws_js(TypeError, () => new BroadcastChannel(Symbol()));
  assert_throws_js(TypeError, () => BroadcastChannel('x'));
}, 'arguments that throw');

test(() => {
  class Channel extends BroadcastChannel {
    extra = 1;
  }
  const c = new Channel('x');
  assert_true(c instanceof BroadcastChannel);
  assert_equals(c.extra, 1);
  assert_equals(c.name, 'x');
}, 'a subclass');
