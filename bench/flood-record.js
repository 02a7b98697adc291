// 200,000 messages are posted in one go, then received: a small record.
const name = 'flood of records';
const per = 'message';
const iterations = globalThis.benchIterations ?? 200_000;
const message = { id: 1, type: 'tick', payload: { a: 1, b: 'two', c: [1, 2, 3] } };

const { port1, port2 } = new MessageChannel();
const rounds = [];
let left, start;

port2.onmessage = () => {
  if (--left > 0) return;
  rounds.push((performance.now() - start) * 1e6 / iterations);
  if (rounds.length < 6) {
    setTimeout(round);
    return;
  }
  port1.close();
  report(rounds);
};

function round() {
  left = iterations;
  start = performance.now();
  for (let i = 0; i < iterations; i++) port1.postMessage(message);
}

function report(rounds) {
  const sorted = rounds.slice(1).sort((a, b) => a - b); // the first round warms up
  console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds }));
}

round();
