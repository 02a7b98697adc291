// One signal for everything that should stop together.
//
//   gojs run examples/abort.js
//
// https://developer.mozilla.org/en-US/docs/Web/API/AbortController

// sleep is a promise that a signal can cut short.
function sleep(ms, signal) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}

async function main() {
  const controller = new AbortController();
  const { signal } = controller;

  // Listeners go with the signal.
  const target = new EventTarget();
  target.addEventListener('tick', () => console.log('tick'), { signal });
  target.dispatchEvent(new Event('tick'));

  setTimeout(() => controller.abort(), 5);
  try {
    await sleep(3_600_000, signal);
  } catch (e) {
    console.log(e.name + ':', e.message, '(aborted: ' + signal.aborted + ')');
  }
  target.dispatchEvent(new Event('tick')); // nobody listens any more

  // A time limit, alone or with other signals.
  try {
    await sleep(3_600_000, AbortSignal.any([new AbortController().signal, AbortSignal.timeout(5)]));
  } catch (e) {
    console.log(e.name + ':', e.message);
  }

  // A reason of one's own.
  try {
    await sleep(1, AbortSignal.abort('not in the mood'));
  } catch (e) {
    console.log('reason:', e);
  }
}

main(); // the timers in sleep keep the program up; a time limit by itself does not
