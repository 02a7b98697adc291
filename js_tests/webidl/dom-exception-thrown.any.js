// META: script=/webidl/resources/interface.js
test(() => {
  const e = thrown_by(() => structuredClone(() => {}));
  assert_equals(e.constructor, DOMException);
  assert_equals(Object.getPrototypeOf(e), DOMException.prototype);
  assert_equals(e.name, 'DataCloneError');
  assert_equals(e.code, DOMException.DATA_CLONE_ERR);
  assert_own_property(e, 'stack');
  const scope = GLOBAL.isWindow() ? 'Window' : 'WorkerGlobalScope';
  assert_true(e.stack.startsWith(`DataCloneError: Failed to execute 'structuredClone' on '${scope}': () => {} could not be cloned.\n`), e.stack);
  assert_regexp_match(e.stack, /dom-exception-thrown\.any\.js:3:/);
}, 'one that the platform throws is like one that scripts make');
