// A worker whose script is made here: a blob has a URL, and a URL can be a worker's. Once the worker is made, the URL may go.
//
//   gojs run examples/worker-from-blob.js

const source = `onmessage = e => postMessage((${(a, b) => a ** b})(...e.data))`;
const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
const worker = new Worker(url);
URL.revokeObjectURL(url);

worker.onmessage = ({ data }) => console.log('2 ** 10 =', data);
worker.postMessage([2, 10]);
