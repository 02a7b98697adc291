const { href, hash } = location;
const page = href.slice(0, href.length - hash.length);

test(() => {
  location.hash = 'one';
  assert_equals(location.hash, '#one');
  assert_equals(location.href, page + '#one');
  location.hash = '#two';
  assert_equals(location.hash, '#two');
  location.hash = '##';
  assert_equals(location.href, page + '##');
}, 'set with and without a number sign');

test(() => {
  location.hash = 'x';
  location.hash = '';
  assert_equals(location.hash, '');
}, 'the empty string');

test(() => {
  location = '#assigned';
  assert_equals(location.href, page + '#assigned', 'window.location forwards to href');
  location.href = page + '#whole';
  assert_equals(location.hash, '#whole');
  location.assign('#by-assign');
  assert_equals(location.hash, '#by-assign');
  location.replace('#by-replace');
  assert_equals(location.hash, '#by-replace');
}, 'URLs that differ in the fragment alone');

test(() => {
  location.hash = 'a b"<>`100%';
  assert_equals(location.hash.includes(' '), false);
  assert_true(location.hash.startsWith('#a%20b%22'));
}, 'is percent-encoded');
