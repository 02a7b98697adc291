// structuredClone of a typed array of 1 MiB.
const name = 'structuredClone of a 1 MiB Uint8Array';
const per = 'clone';
const iterations = globalThis.benchIterations ?? 300;
const array = new Uint8Array(1 << 20).fill(1);

const rounds = [];
while (rounds.length < 6) {
  const start = performance.now();
  for (let i = 0; i < iterations; i++) structuredClone(array);
  rounds.push((performance.now() - start) * 1e6 / iterations);
}
report(rounds);

function report(rounds) {
  const sorted = rounds.slice(1).sort((a, b) => a - b); // the first round warms up
  console.log(JSON.stringify({ name, per, ns: sorted[sorted.length >> 1], rounds }));
}
