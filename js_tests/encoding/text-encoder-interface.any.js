// META: script=/webidl/resources/interface.js
check_interface('TextEncoder', {
  ctor: 0,
  readonly: ['encoding'],
  operations: { encode: 0, encodeInto: 2 },
  object: () => new TextEncoder(),
});
