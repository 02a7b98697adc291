// dispatchEvent of one event to 10 listeners.
const name = 'dispatchEvent to 10 listeners';
const per = 'event';
const iterations = globalThis.benchIterations ?? 50_000;
const target = new EventTarget();
const event = new Event('tick');
let calls = 0;
for (let i = 0; i < 10; i++) target.addEventListener('tick', () => { calls++; });

const rounds = [];
while (rounds.length < 6) {
  const start = performance.now();
  for (let i = 0; i < iterations; i++) target.dispatchEvent(event);
  rounds.push((performance.now() - start) * 1e6 / iterations);
}
report(rounds);

function report(rounds) {
  const sorted = rounds.slice(1).sort((a, b) => a - b); // the first round warms up
  console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds }));
}
