// META: script=/webidl/resources/interface.js
check_interface('AbortSignal', {
  parent: 'EventTarget',
  attributes: ['onabort'],
  readonly: ['aborted', 'reason'],
  operations: { throwIfAborted: 0 },
  statics: { abort: 0, timeout: 1, any: 1 },
  object: () => new AbortController().signal,
});
