importScripts('/resources/testharness.js');

test(() => {
  assert_equals(self, globalThis);
  assert_equals(Object.getPrototypeOf(self), DedicatedWorkerGlobalScope.prototype);
  assert_equals(Object.getPrototypeOf(DedicatedWorkerGlobalScope.prototype), WorkerGlobalScope.prototype);
  assert_equals(Object.getPrototypeOf(WorkerGlobalScope.prototype), EventTarget.prototype);
  assert_throws_js(TypeError, () => new DedicatedWorkerGlobalScope());
}, 'the prototypes of the global object');

test(() => {
  for (const name of ['name', 'postMessage', 'close', 'onmessage', 'onmessageerror']) {
    assert_own_property(self, name);
    assert_false(Object.hasOwn(DedicatedWorkerGlobalScope.prototype, name), name);
  }
  for (const name of ['self', 'location', 'navigator', 'importScripts', 'onerror', 'onlanguagechange', 'onoffline', 'ononline',
    'onrejectionhandled', 'onunhandledrejection', 'setTimeout', 'structuredClone', 'origin', 'isSecureContext']) {
    assert_false(Object.hasOwn(self, name), name);
    assert_own_property(WorkerGlobalScope.prototype, name);
  }
}, 'where the members are');

test(() => {
  for (const name of ['window', 'document', 'Window', 'Navigator', 'Location', 'SharedWorker', 'SharedWorkerGlobalScope']) {
    assert_false(name in self, name);
  }
  for (const name of ['Worker', 'MessageChannel', 'BroadcastChannel', 'FileReaderSync', 'WorkerLocation', 'WorkerNavigator']) {
    assert_own_property(self, name);
  }
}, 'what is exposed');

test(() => {
  assert_true(location instanceof WorkerLocation);
  const href = location.href;
  location.href = 'about:blank';
  assert_equals(location.href, href);
  assert_equals(String(location), href);
  assert_equals(location.origin, origin);
  assert_equals(location.protocol + '//' + location.host + location.pathname + location.search + location.hash, href);
}, 'location');

test(() => {
  assert_true(navigator instanceof WorkerNavigator);
  assert_equals(navigator.appCodeName, 'Mozilla');
  assert_equals(navigator.appName, 'Netscape');
  assert_equals(navigator.product, 'Gecko');
  assert_true(navigator.hardwareConcurrency >= 1);
  assert_true(Object.isFrozen(navigator.languages));
}, 'navigator');

test(() => {
  name = 'mine';
  assert_equals(name, 'mine');
  assert_equals(Object.getOwnPropertyDescriptor(self, 'name').value, 'mine');
}, 'name can be replaced');
done();
