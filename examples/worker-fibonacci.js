// A worker can start workers: for fib(n) = fib(n - 1) + fib(n - 2) it starts one for each summand.
//
//   gojs run examples/worker-fibonacci.js

const worker = new Worker('workers/fibonacci.js');
worker.onmessage = ({ data }) => console.log(`fib(9) = ${data}`);
worker.onerror = e => console.log('failed:', e.message);
worker.postMessage(9);
