// META: script=/webidl/resources/interface.js
check_interface('MessageEvent', {
  parent: 'Event',
  ctor: 1,
  readonly: ['data', 'origin', 'lastEventId', 'source', 'ports'],
  unforgeable: ['isTrusted'],
  operations: { initMessageEvent: 1 },
  object: () => new MessageEvent('x'),
});
