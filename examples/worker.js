// A worker is a script with a thread and globals of its own. Its work does not block other scripts.
//
//   gojs run examples/worker.js
//
// https://developer.mozilla.org/en-US/docs/Web/API/Web_Workers_API/Using_web_workers

const worker = new Worker('workers/primes.js');

worker.onmessage = ({ data: { limit, count } }) => {
  console.log(`${count} primes below ${limit}`);
  clearInterval(ticking);
};

worker.postMessage(200_000);

let ticks = 0;
const ticking = setInterval(() => ticks++, 1);
console.log('the worker counts; this script goes on');
