// For small n it is faster to compute than to start a worker.
const alone = n => (n < 2 ? n : alone(n - 1) + alone(n - 2));

const ask = n => new Promise(resolve => {
  const worker = new Worker('fibonacci.js'); // relative to this script
  worker.onmessage = ({ data }) => resolve(data);
  worker.postMessage(n);
});

onmessage = async ({ data: n }) => {
  if (!Number.isInteger(n)) throw new RangeError(`${n} is no whole number`);
  const [a, b] = n < 7 ? [alone(n), 0] : await Promise.all([ask(n - 1), ask(n - 2)]);
  postMessage(a + b);
  close();
};
