// https://html.spec.whatwg.org/multipage/system-state.html#client-identification
test(() => {
  assert_equals(navigator.appCodeName, 'Mozilla');
  assert_equals(navigator.appName, 'Netscape');
  assert_equals(navigator.product, 'Gecko');
  assert_true(navigator.appVersion.startsWith('5.0 ('));
}, 'attributes that are the same in every browser');

test(() => {
  // navigator compatibility mode
  assert_equals(navigator.productSub, '20100101');
  assert_equals(navigator.vendor, '');
  assert_equals(navigator.vendorSub, '');
  assert_equals(navigator.taintEnabled(), false);
  assert_equals(navigator.oscpu, navigator.platform);
}, 'attributes of some compatibility modes');
