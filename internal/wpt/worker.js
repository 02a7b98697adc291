// This script runs harness.js in a worker and posts what it reports to fetch_tests_from_worker() of
// the page. The server replaces the two words in capitals with harness.js and a number, and serves
// the result as /resources/testharness.js.
(function (harness) {
'use strict';

const { postMessage } = globalThis;
const { apply } = Reflect;

// send posts a message to the page. In a shared worker it posts to all clients, and a client that
// connects later gets the earlier messages too.
let send = (message) => { apply(postMessage, globalThis, [message]); };
if (typeof postMessage !== 'function') {
  const messages = [];
  const ports = [];
  const post = MessagePort.prototype.postMessage;
  send = (message) => {
    messages[messages.length] = message;
    for (let i = 0; i < ports.length; i++) apply(post, ports[i], [message]);
  };
  addEventListener('connect', ({ ports: [port] }) => {
    ports[ports.length] = port;
    for (let i = 0; i < messages.length; i++) apply(post, port, [messages[i]]);
  });
}

const [fileName] = location.pathname.split('/').slice(-1);
send({ harness: 'begin' });
harness({
  worker: true,
  get title() { return globalThis.META_TITLE || fileName.split('.')[0]; },
  timeoutMultiplier: MULTIPLIER,
  created(index, name) { send({ harness: 'created', index, name }); },
  started(index) { send({ harness: 'started', index }); },
  result(index, name, status, message, stack) { send({ harness: 'result', index, status, message, stack }); },
  complete(status, message, stack) { send({ harness: 'complete', status, message, stack }); },
}).loaded();
})(
HARNESS
);
