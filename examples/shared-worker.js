// A shared worker is one for all who ask for it: here a hub where two users leave and find notes.
//
//   gojs run examples/shared-worker.js
//
// https://developer.mozilla.org/en-US/docs/Web/API/SharedWorker

const join = name => {
  const { port } = new SharedWorker('workers/hub.js', 'notes');
  port.onmessage = ({ data: { from, text } }) => console.log(`${name} got "${text}" from ${from}`);
  port.postMessage({ join: name });
  return port;
};

const ann = join('Ann');
const bob = join('Bob');
ann.postMessage({ to: 'Bob', text: 'are you there?' });
bob.postMessage({ to: 'Ann', text: 'as ever' });
