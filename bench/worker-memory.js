// Workers that have said hello wait. Before and after, the program stands still, so that its memory can be looked at from
// outside: that of the process is what it is measured by.

(() => {
  const name = 'memory of an idle worker';
  const per = 'worker';
  const count = globalThis.benchIterations ?? 200;
  const still = globalThis.benchStill ?? 500; // ms
  const url = 'data:text/javascript,' + encodeURIComponent('onmessage = () => {}; postMessage(1)');

  // Deno has module workers only.
  function newWorker(url) {
    try {
      return new Worker(url);
    } catch {
      return new Worker(url, { type: 'module' });
    }
  }

  const workers = [];
  function grow() {
    const worker = newWorker(url);
    workers.push(worker);
    worker.onmessage = () => {
      if (workers.length < count) {
        grow();
        return;
      }
      console.log(JSON.stringify({ name, per, count }));
      setTimeout(() => workers.forEach(w => w.terminate()), still);
    };
  }

  console.log(JSON.stringify({ name, per, count: 0 }));
  setTimeout(grow, still);
})();
