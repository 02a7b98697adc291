// A number goes to a worker and back.

// In a function, as other hosts run each file, because global variables are slower.
(() => {
  const name = 'round trip to a worker';
  const per = 'round trip';
  const iterations = globalThis.benchIterations ?? 20_000;
  const rounds = globalThis.benchRounds ?? 7;
  const url = 'data:text/javascript,' + encodeURIComponent('onmessage = e => postMessage(e.data)');

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

  const worker = newWorker(url);
  worker.onmessage = e => {
    if (left === undefined) {
      round(); // the worker is running
      return;
    }
    if (--left > 0) {
      worker.postMessage(e.data);
      return;
    }
    times.push((performance.now() - start) * 1e6 / iterations);
    if (times.length < rounds) {
      round();
      return;
    }
    worker.terminate();
    report();
  };
  worker.postMessage(0);

  function round() {
    left = iterations;
    start = performance.now();
    worker.postMessage(42);
  }

  function report() {
    const sorted = [...times].sort((a, b) => a - b);
    console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds: times }));
  }
})();
