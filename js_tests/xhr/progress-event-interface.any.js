// META: script=/webidl/resources/interface.js
check_interface('ProgressEvent', {
  parent: 'Event',
  ctor: 1,
  readonly: ['lengthComputable', 'loaded', 'total'],
  unforgeable: ['isTrusted'],
  object: () => new ProgressEvent('x'),
});
