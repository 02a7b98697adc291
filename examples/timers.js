// The order of things: first the script, then microtasks, then tasks. Timers run by time, those of
// equal times in order.
//
//   gojs run examples/timers.js
//
// https://developer.mozilla.org/en-US/docs/Web/API/HTML_DOM_API/Microtask_guide

setTimeout(() => console.log('5: later'), 20);
setTimeout(() => console.log('3: a task'));
setTimeout(() => console.log('4: the next one, with', [...'args']), 0);

Promise.resolve().then(() => console.log('2: a promise'));
queueMicrotask(() => console.log('2: a microtask behind it'));

console.log('1: the script');

let n = 0;
const id = setInterval(() => {
  console.log('6: every now and then', ++n);
  if (n === 3) {
    clearInterval(id);
  }
}, 30);
