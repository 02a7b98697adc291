// structuredClone of an array of 1,000 small records.
const name = 'structuredClone of 1,000 records';
const per = 'clone';
const iterations = globalThis.benchIterations ?? 30;
const records = Array.from({ length: 1000 }, (_, id) => ({ id, type: 'tick', payload: { a: 1, b: 'two', c: [1, 2, 3] } }));

const rounds = [];
while (rounds.length < 6) {
  const start = performance.now();
  for (let i = 0; i < iterations; i++) structuredClone(records);
  rounds.push((performance.now() - start) * 1e6 / iterations);
}
report(rounds);

function report(rounds) {
  const sorted = rounds.slice(1).sort((a, b) => a - b); // the first round warms up
  console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds }));
}
