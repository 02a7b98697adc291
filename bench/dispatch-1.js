// dispatchEvent of one event to 1 listener.

// In a function, as other hosts run each file, because global variables are slower.
(() => {
  const name = 'dispatchEvent to 1 listener';
  const per = 'event';
  const iterations = globalThis.benchIterations ?? 300_000;
  const rounds = globalThis.benchRounds ?? 7;
  const target = new EventTarget();
  const event = new Event('tick');
  let calls = 0;
  for (let i = 0; i < 1; i++) target.addEventListener('tick', () => { calls++; });

  const times = [];
  while (times.length < rounds) {
    const start = performance.now();
    for (let i = 0; i < iterations; i++) target.dispatchEvent(event);
    times.push((performance.now() - start) * 1e6 / iterations);
  }
  report();

  function report() {
    const sorted = [...times].sort((a, b) => a - b);
    console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds: times }));
  }
})();
