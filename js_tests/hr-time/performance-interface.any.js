// META: script=/webidl/resources/interface.js
check_interface('Performance', {
  parent: 'EventTarget',
  readonly: ['timeOrigin'],
  operations: { now: 0, toJSON: 0 },
  object: () => performance,
});
