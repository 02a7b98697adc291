// All scripts that ask for a shared worker get the same one: here it passes notes between two
// users.
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
