// META: title=performance.measure: from where to where

setup(() => {
  performance.mark('a', { startTime: 10 });
  performance.mark('b', { startTime: 30 });
  performance.mark('twice', { startTime: 1 });
  performance.mark('twice', { startTime: 2 });
});

for (const [name, args, startTime, duration] of [
  ['two marks', ['a', 'b'], 10, 20],
  ['backwards', ['b', 'a'], 30, -20],
  ['the mark made last of a name', ['twice', 'a'], 2, 8],
  ['an end alone', [undefined, 'b'], 0, 30],
  ['null is as undefined', [null, 'b'], 0, 30],
  ['times', [{ start: 5, end: 8 }], 5, 3],
  ['a mark and a time', [{ start: 'a', end: 12 }], 10, 2],
  ['start and duration', [{ start: 'a', duration: 100 }], 10, 100],
  ['duration and end', [{ duration: 5, end: 'b' }], 25, 5],
]) {
  test(() => {
    const measure = performance.measure(name, ...args);
    assert_true(measure instanceof PerformanceMeasure);
    assert_equals(measure.entryType, 'measure');
    assert_equals(measure.name, name);
    assert_equals(measure.startTime, startTime);
    assert_equals(measure.duration, duration);
    assert_equals(measure.detail, null);
    assert_equals(performance.getEntriesByName(name)[0], measure);
  }, name);
}

test(() => {
  const before = performance.now();
  const measure = performance.measure('all');
  assert_equals(measure.startTime, 0);
  assert_between_inclusive(measure.duration, before, performance.now());
  assert_between_inclusive(performance.measure('since', 'a').duration, before - 10, performance.now() - 10);
}, 'to now');

test(() => {
  const detail = { x: 1 };
  const measure = performance.measure('detail', { start: 0, end: 1, detail });
  assert_not_equals(measure.detail, detail);
  assert_equals(measure.detail.x, 1);
}, 'detail is a clone');
