// META: script=/webidl/resources/interface.js
check_interface('PerformanceMark', {
  parent: 'PerformanceEntry',
  ctor: 1,
  readonly: ['detail'],
  object: () => new PerformanceMark('x'),
});
check_interface('PerformanceMeasure', {
  parent: 'PerformanceEntry',
  readonly: ['detail'],
  object: () => performance.measure('x'),
});
