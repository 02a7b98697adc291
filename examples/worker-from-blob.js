// A worker whose script is a blob made here. Once the worker is created, the blob's URL can be
// revoked.
//
//   gojs run examples/worker-from-blob.js

const source = `onmessage = e => postMessage((${(a, b) => a ** b})(...e.data))`;
const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
const worker = new Worker(url);
URL.revokeObjectURL(url);

worker.onmessage = ({ data }) => console.log('2 ** 10 =', data);
worker.postMessage([2, 10]);
