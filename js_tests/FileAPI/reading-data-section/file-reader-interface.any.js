// META: script=/webidl/resources/interface.js
check_interface('FileReader', {
  parent: 'EventTarget',
  ctor: 0,
  attributes: ['onloadstart', 'onprogress', 'onload', 'onabort', 'onerror', 'onloadend'],
  readonly: ['readyState', 'result', 'error'],
  operations: { readAsArrayBuffer: 1, readAsBinaryString: 1, readAsText: 1, readAsDataURL: 1, abort: 0 },
  constants: { EMPTY: 0, LOADING: 1, DONE: 2 },
  object: () => new FileReader(),
});
