// structuredClone of a Map of 1,000 entries.

// In a function, as other hosts run each file, because global variables are slower.
(() => {
  const name = 'structuredClone of a Map of 1,000';
  const per = 'clone';
  const iterations = globalThis.benchIterations ?? 500;
  const rounds = globalThis.benchRounds ?? 7;
  const map = new Map(Array.from({ length: 1_000 }, (_, i) => ['key ' + i, i]));

  const times = [];
  while (times.length < rounds) {
    const start = performance.now();
    for (let i = 0; i < iterations; i++) structuredClone(map);
    times.push((performance.now() - start) * 1e6 / iterations);
  }
  report();

  function report() {
    const sorted = [...times].sort((a, b) => a - b);
    console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds: times }));
  }
})();
