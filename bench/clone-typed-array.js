// structuredClone of a typed array of 1 MiB.

// In a function, as other hosts run each file, because global variables are slower.
(() => {
  const name = 'structuredClone of a 1 MiB Uint8Array';
  const per = 'clone';
  const iterations = globalThis.benchIterations ?? 300;
  const rounds = globalThis.benchRounds ?? 7;
  const array = new Uint8Array(1 << 20).fill(1);

  const times = [];
  while (times.length < rounds) {
    const start = performance.now();
    for (let i = 0; i < iterations; i++) structuredClone(array);
    times.push((performance.now() - start) * 1e6 / iterations);
  }
  report();

  function report() {
    const sorted = [...times].sort((a, b) => a - b);
    console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds: times }));
  }
})();
