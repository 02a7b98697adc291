// https://html.spec.whatwg.org/multipage/nav-history-apis.html#the-window-object
test(() => {
  assert_equals(Object.getPrototypeOf(window), Window.prototype);
  const properties = Object.getPrototypeOf(Window.prototype);
  assert_equals(Object.prototype.toString.call(properties), '[object WindowProperties]');
  assert_equals(Object.getPrototypeOf(properties), EventTarget.prototype);
  assert_equals(Object.getPrototypeOf(Window), EventTarget);
}, 'the prototype chain');

test(() => {
  assert_true(window instanceof Window);
  assert_true(window instanceof EventTarget);
  assert_false(Object.create(null) instanceof Window);
  assert_equals(Object.prototype.toString.call(window), '[object Window]');
  assert_equals(Object.prototype.toString.call(Window.prototype), '[object Window]');
  assert_false(window.hasOwnProperty(Symbol.toStringTag));
}, 'instanceof and the class string');

test(() => {
  assert_throws_js(TypeError, () => new Window());
  assert_throws_js(TypeError, () => Window());
  assert_equals(Window.name, 'Window');
  assert_equals(Window.length, 0);
}, 'there is no constructor');

test(() => {
  assert_array_equals(Reflect.ownKeys(Window.prototype).map(String).sort(), ['Symbol(Symbol.toStringTag)', 'constructor']);
  for (const name of ['name', 'postMessage', 'setTimeout', 'onmessage', 'self', 'origin']) {
    const { enumerable, configurable } = Object.getOwnPropertyDescriptor(window, name);
    assert_true(enumerable && configurable, name);
  }
}, 'the members are properties of the window itself');

test(() => {
  for (const name of ['window', 'top', 'location']) {
    const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(window, name);
    assert_true(enumerable, name);
    assert_false(configurable, name);
    assert_equals(get.name, 'get ' + name);
    assert_equals(typeof set, name === 'location' ? 'function' : 'undefined');
    assert_false(delete window[name]);
    assert_throws_js(TypeError, () => Object.defineProperty(window, name, { value: 1 }));
  }
}, 'unforgeable members');
