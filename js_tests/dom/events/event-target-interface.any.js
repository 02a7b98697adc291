// META: script=/webidl/resources/interface.js
check_interface('EventTarget', {
  ctor: 0,
  operations: { addEventListener: 2, removeEventListener: 2, dispatchEvent: 1 },
  object: () => new EventTarget(),
});
