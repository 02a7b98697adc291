// A message goes to and fro between the two ports of a channel: a small record.
const name = 'ping-pong of a record';
const per = 'round trip';
const iterations = globalThis.benchIterations ?? 20_000;
const message = { id: 1, type: 'tick', payload: { a: 1, b: 'two', c: [1, 2, 3] } };

const { port1, port2 } = new MessageChannel();
const rounds = [];
let left, start;

port2.onmessage = e => port2.postMessage(e.data);
port1.onmessage = e => {
  if (--left > 0) {
    port1.postMessage(e.data);
    return;
  }
  rounds.push((performance.now() - start) * 1e6 / iterations);
  if (rounds.length < 6) {
    round();
    return;
  }
  port1.close();
  report(rounds);
};

function round() {
  left = iterations;
  start = performance.now();
  port1.postMessage(message);
}

function report(rounds) {
  const sorted = rounds.slice(1).sort((a, b) => a - b); // the first round warms up
  console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds }));
}

round();
