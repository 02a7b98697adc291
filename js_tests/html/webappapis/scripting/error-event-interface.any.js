// META: script=/webidl/resources/interface.js
check_interface('ErrorEvent', {
  parent: 'Event',
  ctor: 1,
  readonly: ['message', 'filename', 'lineno', 'colno', 'error'],
  unforgeable: ['isTrusted'],
  object: () => new ErrorEvent('x'),
});
