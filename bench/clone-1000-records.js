// structuredClone of an array of 1,000 small records.

// In a function, as other hosts run each file, because global variables are slower.
(() => {
  const name = 'structuredClone of 1,000 records';
  const per = 'clone';
  const iterations = globalThis.benchIterations ?? 30;
  const rounds = globalThis.benchRounds ?? 7;
  const records = Array.from({ length: 1000 }, (_, id) => ({ id, type: 'tick', payload: { a: 1, b: 'two', c: [1, 2, 3] } }));

  const times = [];
  while (times.length < rounds) {
    const start = performance.now();
    for (let i = 0; i < iterations; i++) structuredClone(records);
    times.push((performance.now() - start) * 1e6 / iterations);
  }
  report();

  function report() {
    const sorted = [...times].sort((a, b) => a - b);
    console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds: times }));
  }
})();
