// META: title=performance.getEntries and its kin: in the order of time; clearMarks, clearMeasures

const names = entries => entries.map(e => e.name).join();

test(() => {
  performance.mark('c', { startTime: 30 });
  performance.mark('a', { startTime: 10 });
  performance.mark('b', { startTime: 20 });
  performance.mark('also b', { startTime: 20 });
  performance.measure('a', { start: 15, end: 40 });

  assert_equals(names(performance.getEntries()), 'a,a,b,also b,c');
  assert_equals(names(performance.getEntriesByType('mark')), 'a,b,also b,c');
  assert_equals(names(performance.getEntriesByType('MARK')), '');
  assert_equals(performance.getEntriesByName('a').length, 2);
  assert_equals(performance.getEntriesByName('a', 'measure')[0].duration, 25);
  assert_not_equals(performance.getEntries(), performance.getEntries());
  assert_throws_js(TypeError, () => performance.getEntriesByType());
  assert_throws_js(TypeError, () => performance.getEntriesByName());
}, 'reading');

test(() => {
  performance.clearMarks('b');
  assert_equals(names(performance.getEntries()), 'a,a,also b,c');
  performance.clearMarks('nothing has this name');
  performance.clearMeasures();
  assert_equals(names(performance.getEntries()), 'a,also b,c');
  performance.clearMarks();
  assert_equals(performance.getEntries().length, 0);
}, 'clearing');
