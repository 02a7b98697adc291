var stringHandlerLog = [];
promise_test(async () => {
  setTimeout("stringHandlerLog.push('timeout'); var declaredByTimer = this === globalThis;");
  setTimeout({ toString() { return 'stringHandlerLog.push("object")'; } });
  setTimeout(null);
  setTimeout('');
  await new Promise((resolve) => setTimeout(resolve, 2));
  assert_array_equals(stringHandlerLog, ['timeout', 'object']);
  assert_equals(declaredByTimer, true, 'it is a script: its variables are global');
}, 'a handler that is not a function is a script');
