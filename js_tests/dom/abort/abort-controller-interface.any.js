// META: script=/webidl/resources/interface.js
check_interface('AbortController', {
  ctor: 0,
  readonly: ['signal'],
  operations: { abort: 0 },
  object: () => new AbortController(),
});
