// A worker is started: the time from `new Worker` to its first message.

// In a function, as other hosts run each file, because global variables are slower.
(() => {
  const name = 'worker start to first message';
  const per = 'worker';
  const iterations = globalThis.benchIterations ?? 20;
  const rounds = globalThis.benchRounds ?? 7;
  const url = 'data:text/javascript,' + encodeURIComponent('postMessage(1)');

  const times = [];
  let left, start;

  // Deno has only module workers.
  function newWorker(url) {
    try {
      return new Worker(url);
    } catch {
      return new Worker(url, { type: 'module' });
    }
  }

  function next() {
    const worker = newWorker(url);
    worker.onmessage = () => {
      worker.terminate();
      if (--left > 0) {
        next();
        return;
      }
      times.push((performance.now() - start) * 1e6 / iterations);
      if (times.length < rounds) round();
      else report();
    };
  }

  function round() {
    left = iterations;
    start = performance.now();
    next();
  }

  function report() {
    const sorted = [...times].sort((a, b) => a - b);
    console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds: times }));
  }

  round();
})();
