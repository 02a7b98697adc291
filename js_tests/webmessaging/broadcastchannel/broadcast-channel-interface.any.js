// META: script=/webidl/resources/interface.js
check_interface('BroadcastChannel', {
  parent: 'EventTarget',
  ctor: 1,
  readonly: ['name'],
  attributes: ['onmessage', 'onmessageerror'],
  operations: { postMessage: 1, close: 0 },
  object: () => new BroadcastChannel('x'),
});
