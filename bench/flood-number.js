// 200,000 messages, each a number, are posted at once, then received.

// In a function, as other hosts run each file, because global variables are slower.
(() => {
  const name = 'flood of numbers';
  const per = 'message';
  const iterations = globalThis.benchIterations ?? 200_000;
  const rounds = globalThis.benchRounds ?? 7;
  const message = 42;

  const { port1, port2 } = new MessageChannel();
  const times = [];
  let left, start;

  port2.onmessage = () => {
    if (--left > 0) return;
    times.push((performance.now() - start) * 1e6 / iterations);
    if (times.length < rounds) {
      setTimeout(round);
      return;
    }
    port1.close();
    report();
  };

  function round() {
    left = iterations;
    start = performance.now();
    for (let i = 0; i < iterations; i++) port1.postMessage(message);
  }

  function report() {
    const sorted = [...times].sort((a, b) => a - b);
    console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds: times }));
  }

  round();
})();
