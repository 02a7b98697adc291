// META: script=/webidl/resources/interface.js
check_interface('Blob', {
  ctor: 0,
  readonly: ['size', 'type'],
  operations: { slice: 0, stream: 0 },
  promises: { text: 0, arrayBuffer: 0, bytes: 0 },
  object: () => new Blob(['x']),
});
