// An ArrayBuffer of 1 MiB is transferred to the other port of a channel and back.

// In a function, as other hosts run each file, because global variables are slower.
(() => {
  const name = 'transfer of 1 MiB';
  const per = 'round trip';
  const iterations = globalThis.benchIterations ?? 10_000;
  const rounds = globalThis.benchRounds ?? 7;
  const size = 1 << 20;

  const { port1, port2 } = new MessageChannel();
  const times = [];
  let left, start;

  port2.onmessage = e => port2.postMessage(e.data, [e.data]);
  port1.onmessage = e => {
    const buffer = e.data;
    if (buffer.byteLength !== size) throw new Error(`${buffer.byteLength} bytes came back, not ${size}`);
    if (--left > 0) {
      port1.postMessage(buffer, [buffer]);
      return;
    }
    times.push((performance.now() - start) * 1e6 / iterations);
    if (times.length < rounds) {
      round(buffer);
      return;
    }
    port1.close();
    report();
  };

  function round(buffer) {
    left = iterations;
    start = performance.now();
    port1.postMessage(buffer, [buffer]);
  }

  function report() {
    const sorted = [...times].sort((a, b) => a - b);
    console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds: times }));
  }

  round(new Uint8Array(size).fill(1).buffer); // fill it, so that the system maps its memory now
})();
