// META: script=/webidl/resources/interface.js
check_interface('Event', {
  ctor: 1,
  attributes: ['cancelBubble', 'returnValue'],
  readonly: [
    'type', 'target', 'srcElement', 'currentTarget', 'eventPhase', 'bubbles', 'cancelable', 'defaultPrevented', 'composed',
    'timeStamp',
  ],
  unforgeable: ['isTrusted'],
  operations: {
    composedPath: 0, stopPropagation: 0, stopImmediatePropagation: 0, preventDefault: 0, initEvent: 1,
  },
  constants: { NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: 2, BUBBLING_PHASE: 3 },
  object: () => new Event('x'),
});
