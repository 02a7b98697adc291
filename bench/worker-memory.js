// The memory of idle workers that have posted one message. The program pauses before and after it
// starts them, so that the memory of the process can be measured from outside.

(() => {
  const name = 'memory of an idle worker';
  const per = 'worker';
  const count = globalThis.benchIterations ?? 200;
  const still = globalThis.benchStill ?? 500; // ms
  const url = 'data:text/javascript,' + encodeURIComponent('onmessage = () => {}; postMessage(1)');

  // Deno has only module workers.
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
