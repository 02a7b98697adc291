// META: script=/webidl/resources/interface.js
check_interface('QuotaExceededError', {
  parent: 'DOMException',
  ctor: 0,
  readonly: ['quota', 'requested'],
  object: () => new QuotaExceededError(),
});
