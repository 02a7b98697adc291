// https://html.spec.whatwg.org/multipage/nav-history-apis.html#the-location-interface
test(() => {
  const { href, origin, protocol, host, hostname, port, pathname, search, hash } = location;
  assert_equals(href, protocol + '//' + host + pathname + search + hash);
  assert_equals(origin, protocol + '//' + host);
  assert_equals(host, port === '' ? hostname : hostname + ':' + port);
  assert_equals(String(location), href);
  assert_equals(location + '', href);
  assert_equals(location.toString(), href);
}, 'the parts make up the URL');

test(() => {
  assert_equals(location, window.location);
  assert_equals(Object.getPrototypeOf(location), Location.prototype);
  assert_equals(Object.prototype.toString.call(location), '[object Location]');
  assert_throws_js(TypeError, () => new Location());
}, 'the interface');

test(() => {
  for (const name of ['href', 'origin', 'protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'hash', 'ancestorOrigins']) {
    const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(location, name);
    assert_equals(typeof get, 'function', name);
    assert_equals(typeof set, name === 'origin' || name === 'ancestorOrigins' ? 'undefined' : 'function', name);
    assert_array_equals([enumerable, configurable], [true, false], name);
    assert_false(name in Location.prototype, name);
    assert_throws_js(TypeError, () => get.call({}), name);
  }
  for (const name of ['assign', 'replace', 'reload', 'toString']) {
    const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(location, name);
    assert_equals(typeof value, 'function', name);
    assert_array_equals([writable, enumerable, configurable], [false, true, false], name);
  }
}, 'all members are unforgeable');

test(() => {
  const valueOf = Object.getOwnPropertyDescriptor(location, 'valueOf');
  assert_equals(valueOf.value, Object.prototype.valueOf);
  assert_array_equals([valueOf.writable, valueOf.enumerable, valueOf.configurable], [false, false, false]);
  const toPrimitive = Object.getOwnPropertyDescriptor(location, Symbol.toPrimitive);
  assert_equals(toPrimitive.value, undefined);
  assert_array_equals([toPrimitive.writable, toPrimitive.enumerable, toPrimitive.configurable], [false, false, false]);
}, 'valueOf and Symbol.toPrimitive');

test(() => {
  const { ancestorOrigins } = location;
  assert_equals(ancestorOrigins, location.ancestorOrigins, 'the same object');
  assert_equals(Object.prototype.toString.call(ancestorOrigins), '[object DOMStringList]');
  assert_equals(ancestorOrigins.length, 0);
  assert_equals(ancestorOrigins.item(0), null);
  assert_equals(ancestorOrigins[0], undefined);
  assert_equals(ancestorOrigins.contains('x'), false);
  assert_throws_js(TypeError, () => ancestorOrigins.item());
  assert_throws_js(TypeError, () => ancestorOrigins.contains());
  assert_throws_js(TypeError, () => new DOMStringList());
}, 'ancestorOrigins of a window without ancestors');
