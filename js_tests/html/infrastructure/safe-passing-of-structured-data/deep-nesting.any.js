// META: timeout=long
// A million levels take a second, so they are tested in Go.
function nested(make, depth) {
  let v = null;
  for (let i = 0; i < depth; i++) v = make(v);
  return v;
}

test(() => {
  const depth = 200000;
  let clone = structuredClone(nested((v) => ({ v }), depth));
  let n = 0;
  for (; clone !== null; clone = clone.v) n++;
  assert_equals(n, depth);
}, 'two hundred thousand objects, one in another');

for (const [name, make, step] of [
  ['arrays', (v) => [v], (v) => v[0]],
  ['maps', (v) => new Map([['k', v]]), (v) => v.get('k')],
  ['sets', (v) => new Set([v]), (v) => [...v][0]],
  ['errors', (v) => new Error('', { cause: v }), (v) => v.cause],
]) {
  test(() => {
    const depth = 20000;
    let clone = structuredClone(nested(make, depth));
    let n = 0;
    for (; clone !== null; clone = step(clone)) n++;
    assert_equals(n, depth);
  }, `twenty thousand ${name}`);
}

async_test((t) => {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = t.step_func_done(({ data }) => {
    let n = 0;
    for (; data !== null; data = data[0]) n++;
    assert_equals(n, 50000);
  });
  port1.postMessage(nested((v) => [v], 50000));
}, 'through a port');
