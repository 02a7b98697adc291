// META: script=/webidl/resources/interface.js
check_interface('Performance', {
  parent: 'EventTarget',
  readonly: ['timeOrigin'],
  operations: {
    now: 0, toJSON: 0,
    mark: 1, clearMarks: 0, measure: 1, clearMeasures: 0,
    getEntries: 0, getEntriesByType: 1, getEntriesByName: 1,
  },
  object: () => performance,
});
