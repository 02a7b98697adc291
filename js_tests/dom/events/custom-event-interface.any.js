// META: script=/webidl/resources/interface.js
check_interface('CustomEvent', {
  parent: 'Event',
  ctor: 1,
  readonly: ['detail'],
  unforgeable: ['isTrusted'],
  operations: { initCustomEvent: 1 },
  object: () => new CustomEvent('x'),
});
