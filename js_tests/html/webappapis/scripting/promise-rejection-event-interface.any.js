// META: script=/webidl/resources/interface.js
const promise = Promise.resolve();
check_interface('PromiseRejectionEvent', {
  parent: 'Event',
  ctor: 2,
  init: { promise },
  readonly: ['promise', 'reason'],
  unforgeable: ['isTrusted'],
  object: () => new PromiseRejectionEvent('x', { promise }),
});
