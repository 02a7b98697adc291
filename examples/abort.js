// One signal stops several things together.
//
//   gojs run examples/abort.js
//
// https://developer.mozilla.org/en-US/docs/Web/API/AbortController

// sleep returns a promise that a signal can reject early.
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

  // The signal removes listeners.
  const target = new EventTarget();
  target.addEventListener('tick', () => console.log('tick'), { signal });
  target.dispatchEvent(new Event('tick'));

  setTimeout(() => controller.abort(), 5);
  try {
    await sleep(3_600_000, signal);
  } catch (e) {
    console.log(e.name + ':', e.message, '(aborted: ' + signal.aborted + ')');
  }
  target.dispatchEvent(new Event('tick')); // no listener is left

  // A time limit, alone or with other signals.
  try {
    await sleep(3_600_000, AbortSignal.any([new AbortController().signal, AbortSignal.timeout(5)]));
  } catch (e) {
    console.log(e.name + ':', e.message);
  }

  // An abort can have any reason.
  try {
    await sleep(1, AbortSignal.abort('not in the mood'));
  } catch (e) {
    console.log('reason:', e);
  }
}

main(); // the timers in sleep keep the program running; AbortSignal.timeout alone does not
