// META: script=/webidl/resources/interface.js
check_interface('TextDecoder', {
  ctor: 0,
  readonly: ['encoding', 'fatal', 'ignoreBOM'],
  operations: { decode: 0 },
  object: () => new TextDecoder(),
});
