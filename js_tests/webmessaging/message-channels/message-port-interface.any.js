// META: script=/webidl/resources/interface.js
check_interface('MessagePort', {
  parent: 'EventTarget',
  attributes: ['onmessage', 'onmessageerror', 'onclose'],
  operations: { postMessage: 1, start: 0, close: 0 },
  object: () => new MessageChannel().port1,
});
