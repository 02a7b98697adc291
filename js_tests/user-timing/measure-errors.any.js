// META: title=performance.measure: arguments that throw

setup(() => performance.mark('mark', { startTime: 1 }));

for (const [name, error, ...args] of [
  ['no name', TypeError],
  ['an end besides options', TypeError, 'x', { start: 0 }, 'mark'],
  ['neither start nor end', TypeError, 'x', { detail: 1 }],
  ['start, duration and end', TypeError, 'x', { start: 0, duration: 1, end: 1 }],
  ['a negative start', TypeError, 'x', { start: -1, end: 1 }],
  ['a negative end', TypeError, 'x', { start: 0, end: -1 }],
  ['a time that is not finite', TypeError, 'x', { start: NaN }],
]) {
  test(() => assert_throws_js(error, () => performance.measure(...args)), name);
}

for (const [name, ...args] of [
  ['an unknown start', 'x', 'unknown'],
  ['an unknown end', 'x', 'mark', 'unknown'],
  ['an unknown start in options', 'x', { start: 'unknown' }],
  ['a measure is no mark', 'x', 'x'],
]) {
  test(() => assert_throws_dom('SyntaxError', () => performance.measure(...args)), name);
}

test(() => assert_equals(performance.getEntriesByType('measure').length, 0), 'none was taken');
