// An ArrayBuffer of 64 MiB is transferred to the other port of a channel and back.
const name = 'transfer of 64 MiB';
const per = 'round trip';
const iterations = globalThis.benchIterations ?? 10_000;
const size = 64 << 20;

const { port1, port2 } = new MessageChannel();
const rounds = [];
let left, start;

port2.onmessage = e => port2.postMessage(e.data, [e.data]);
port1.onmessage = e => {
  const buffer = e.data;
  if (buffer.byteLength !== size) throw new Error(`${buffer.byteLength} bytes came back, not ${size}`);
  if (--left > 0) {
    port1.postMessage(buffer, [buffer]);
    return;
  }
  rounds.push((performance.now() - start) * 1e6 / iterations);
  if (rounds.length < 6) {
    round(buffer);
    return;
  }
  port1.close();
  report(rounds);
};

function round(buffer) {
  left = iterations;
  start = performance.now();
  port1.postMessage(buffer, [buffer]);
}

function report(rounds) {
  const sorted = rounds.slice(1).sort((a, b) => a - b); // the first round warms up
  console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds }));
}

round(new Uint8Array(size).fill(1).buffer); // filled, so that the system gives its memory now
