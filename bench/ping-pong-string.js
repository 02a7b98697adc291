// A string of 1 MiB goes back and forth between the two ports of a channel.

// In a function, as other hosts run each file, because global variables are slower.
(() => {
  const name = 'ping-pong of a 1 MiB string';
  const per = 'round trip';
  const iterations = globalThis.benchIterations ?? 500;
  const rounds = globalThis.benchRounds ?? 7;
  const message = 'x'.repeat(1 << 20);

  const { port1, port2 } = new MessageChannel();
  const times = [];
  let left, start;

  port2.onmessage = e => port2.postMessage(e.data);
  port1.onmessage = e => {
    if (--left > 0) {
      port1.postMessage(e.data);
      return;
    }
    times.push((performance.now() - start) * 1e6 / iterations);
    if (times.length < rounds) {
      round();
      return;
    }
    port1.close();
    report();
  };

  function round() {
    left = iterations;
    start = performance.now();
    port1.postMessage(message);
  }

  function report() {
    const sorted = [...times].sort((a, b) => a - b);
    console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds: times }));
  }

  round();
})();
