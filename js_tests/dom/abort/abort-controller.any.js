test(() => {
  const controller = new AbortController();
  const { signal } = controller;
  assert_true(signal instanceof AbortSignal);
  assert_true(signal instanceof EventTarget);
  assert_equals(controller.signal, signal, 'the same each time');
  assert_false(signal.aborted);
  assert_equals(signal.reason, undefined);
  assert_equals(signal.onabort, null);
}, 'a new controller has a signal that is not aborted');

test(() => {
  const { abort } = new AbortController();
  assert_throws_js(TypeError, () => abort());
  const controller = new AbortController();
  const bound = controller.abort.bind(controller);
  bound('r');
  assert_equals(controller.signal.reason, 'r');
}, 'abort wants its controller');

test(() => {
  class Timer extends AbortController {
    #name;
    constructor(name) { super(); this.#name = name; }
    abort() { super.abort(`${this.#name} cancelled`); }
  }
  const timer = new Timer('t');
  timer.abort();
  assert_equals(timer.signal.reason, 't cancelled');
}, 'a subclass');
