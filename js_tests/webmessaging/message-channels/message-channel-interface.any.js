// META: script=/webidl/resources/interface.js
check_interface('MessageChannel', {
  ctor: 0,
  readonly: ['port1', 'port2'],
  object: () => new MessageChannel(),
});
