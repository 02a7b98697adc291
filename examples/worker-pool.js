// A pool of workers: a worker that is done gets the next piece of work. Buffers are moved, not
// copied.
//
//   gojs run examples/worker-pool.js

const pieces = Array.from({ length: 12 }, (_, i) => Float64Array.from({ length: 1000 }, (_, k) => 1000 * i + k));
const sums = [];

for (let i = 0; i < navigator.hardwareConcurrency; i++) {
  const worker = new Worker('workers/sum.js', { name: `summer ${i}` });
  const next = () => {
    if (pieces.length === 0) return worker.terminate();
    const piece = pieces.pop();
    worker.postMessage(piece, [piece.buffer]);
  };
  worker.onmessage = ({ data }) => {
    sums.push(data);
    if (sums.length === 12) console.log('sum', sums.reduce((a, b) => a + b));
    next();
  };
  next();
}
