// META: script=/webmessaging/resources/settled.js
async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.addEventListener('message', (e) => log.push(e.data));
  port1.postMessage(1);
  settled().then(t.step_func(() => {
    assert_array_equals(log, []);
    port1.postMessage(2);
    assert_equals(port2.start(), undefined);
    port2.start();
    assert_array_equals(log, [], 'not from inside start()');
    settled().then(t.step_func_done(() => { assert_array_equals(log, [1, 2]); }));
  }));
}, 'addEventListener alone receives nothing: start() enables the queue, and nothing is lost');

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = (e) => log.push(e.data);
  port1.postMessage(1);
  settled().then(t.step_func_done(() => { assert_array_equals(log, [1]); }));
}, 'an assignment to onmessage enables it');

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.addEventListener('message', (e) => log.push(e.data));
  port2.onmessage = null;
  port1.postMessage(1);
  settled().then(t.step_func_done(() => { assert_array_equals(log, [1]); }));
}, 'of null, too');

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.addEventListener('message', (e) => log.push(e.data));
  port2.onmessageerror = () => {};
  port2.onclose = () => {};
  port1.postMessage(1);
  settled().then(t.step_func_done(() => { assert_array_equals(log, []); }));
}, 'not an assignment to onmessageerror or onclose');

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.start();
  port1.postMessage('lost');
  settled().then(t.step_func(() => {
    port2.onmessage = (e) => log.push(e.data);
    port1.postMessage('heard');
    settled().then(t.step_func_done(() => { assert_array_equals(log, ['heard']); }));
  }));
}, 'once enabled, messages are delivered whether anybody listens or not');

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port2.onmessage = (e) => log.push(e.data);
  port2.onmessage = null;
  port1.postMessage('lost');
  settled().then(t.step_func(() => {
    port2.onmessage = (e) => log.push(e.data);
    settled().then(t.step_func_done(() => { assert_array_equals(log, []); }));
  }));
}, 'taking the handler away does not disable it');

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  const log = [];
  port1.onmessage = (e) => log.push(e.data);
  port2.postMessage('to 1');
  port1.postMessage('to 2');
  settled().then(t.step_func_done(() => { assert_array_equals(log, ['to 1']); }));
}, 'each end has a queue of its own');
