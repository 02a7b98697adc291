importScripts('/resources/testharness.js');

test(() => {
  importScripts('resources/list.js', 'resources/list-again.js');
  assert_array_equals(list, ['list.js', 'list-again.js']);
  assert_equals(importScripts(), undefined);
  importScripts('resources/list.js');
  assert_equals(list.length, 3);
}, 'scripts run in order, each time');

test(() => {
  const length = list.length;
  assert_throws_dom('NetworkError', () => importScripts('resources/list.js', 'resources/none.js', 'resources/list.js'));
  assert_equals(list.length, length + 1);
}, 'a missing script is a NetworkError, after the scripts before it ran');

test(() => {
  const length = list.length;
  assert_throws_dom('SyntaxError', () => importScripts('resources/list.js', 'http://:x'));
  assert_equals(list.length, length);
}, 'what is no URL is a SyntaxError, before anything ran');

test(() => {
  assert_throws_js(RangeError, () => importScripts('resources/throws.js'));
}, 'what a script throws is thrown');

test(() => {
  assert_throws_js(SyntaxError, () => importScripts('resources/no-script.js'));
}, 'what is no script is a SyntaxError of the language');

test(() => {
  importScripts('data:text/javascript,self.imported = 1');
  const url = URL.createObjectURL(new Blob(['self.imported++']));
  importScripts(url);
  assert_equals(self.imported, 2);
}, 'data: and blob: URLs');
done();
