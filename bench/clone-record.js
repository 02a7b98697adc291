// structuredClone of a small record.
const name = 'structuredClone of a record';
const per = 'clone';
const iterations = globalThis.benchIterations ?? 50_000;
const record = { id: 1, type: 'tick', payload: { a: 1, b: 'two', c: [1, 2, 3] } };

const rounds = [];
while (rounds.length < 6) {
  const start = performance.now();
  for (let i = 0; i < iterations; i++) structuredClone(record);
  rounds.push((performance.now() - start) * 1e6 / iterations);
}
report(rounds);

function report(rounds) {
  const sorted = rounds.slice(1).sort((a, b) => a - b); // the first round warms up
  console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds }));
}
