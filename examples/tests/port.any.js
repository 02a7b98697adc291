// META: title=a port that adds
// META: global=window
// META: script=/resources/adder.js

promise_test(async () => {
  const port = adder();
  const answer = new Promise((resolve) => { port.onmessage = (e) => resolve(e.data); });
  port.postMessage([1, 2]);
  assert_equals(await answer, 3);
}, 'answers with the sum');

test(() => {
  const port = adder();
  assert_throws_dom('DataCloneError', () => port.postMessage(() => {}));
}, 'functions cannot be sent');
