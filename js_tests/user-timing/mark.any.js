// META: title=performance.mark: an entry with the time of the call, or the time given

test(() => {
  const before = performance.now();
  const mark = performance.mark('now');
  const after = performance.now();
  assert_true(mark instanceof PerformanceMark);
  assert_true(mark instanceof PerformanceEntry);
  assert_equals(mark.name, 'now');
  assert_equals(mark.entryType, 'mark');
  assert_equals(mark.duration, 0);
  assert_equals(mark.detail, null);
  assert_between_inclusive(mark.startTime, before, after);
}, 'the time of the call');

test(() => {
  assert_equals(performance.mark('later', { startTime: 1e9 }).startTime, 1e9);
  assert_throws_js(TypeError, () => performance.mark('x', { startTime: -1 }));
  assert_throws_js(TypeError, () => performance.mark('x', { startTime: NaN }));
  assert_throws_js(TypeError, () => performance.mark());
  assert_equals(performance.getEntriesByName('x').length, 0);
}, 'a given time');

test(() => {
  const detail = { nested: [1, new Date(0)] };
  const mark = performance.mark('detail', { detail });
  assert_not_equals(mark.detail, detail);
  assert_equals(mark.detail, mark.detail);
  assert_equals(mark.detail.nested[1].getTime(), 0);
  assert_throws_dom('DataCloneError', () => performance.mark('x', { detail: () => {} }));
}, 'detail is a clone');

test(() => {
  const mark = new PerformanceMark('constructed', { startTime: 5 });
  assert_equals(mark.startTime, 5);
  assert_equals(performance.getEntriesByName('constructed').length, 0);
  assert_throws_js(TypeError, () => new PerformanceEntry());
  assert_throws_js(TypeError, () => new PerformanceMeasure());
}, 'a mark that was made with new is in no timeline');

test(() => {
  const { name, entryType, startTime, duration } = performance.mark('json', { startTime: 7, detail: 1 });
  assert_equals(JSON.stringify(performance.getEntriesByName('json')[0]), JSON.stringify({ name, entryType, startTime, duration }));
}, 'toJSON');
