// Messages are broadcast to 100 workers.

// In a function, as other hosts run each file, because global variables are slower.
(() => {
  const name = 'broadcast to 100 workers';
  const per = 'delivery';
  const receivers = 100;
  const iterations = globalThis.benchIterations ?? 100;
  const rounds = globalThis.benchRounds ?? 7;
  // A data: URL would not do: its worker has an opaque origin, so broadcasts would not reach it.
  const url = URL.createObjectURL(new Blob([`
    let left = ${iterations};
    const channel = new BroadcastChannel('bench');
    channel.onmessage = () => {
      if (--left > 0) return;
      left = ${iterations};
      postMessage('all');
    };
    postMessage('up');
  `]));

  const channel = new BroadcastChannel('bench');
  const times = [];
  const workers = [];
  let waiting = receivers, start;

  // Deno has only module workers.
  function newWorker(url) {
    try {
      return new Worker(url);
    } catch {
      return new Worker(url, { type: 'module' });
    }
  }

  function onmessage() {
    if (--waiting > 0) return;
    if (start !== undefined) times.push((performance.now() - start) * 1e6 / (iterations * receivers));
    if (times.length < rounds) {
      round();
      return;
    }
    for (const worker of workers) worker.terminate();
    channel.close();
    report();
  }
  for (let i = 0; i < receivers; i++) {
    workers.push(newWorker(url));
    workers[i].onmessage = onmessage;
  }

  function round() {
    waiting = receivers;
    start = performance.now();
    for (let i = 0; i < iterations; i++) channel.postMessage(i);
  }

  function report() {
    const sorted = [...times].sort((a, b) => a - b);
    console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds: times }));
  }
})();
