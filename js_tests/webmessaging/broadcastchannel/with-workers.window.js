const worker_of = (source) => {
  const url = URL.createObjectURL(new Blob([source]));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  return worker;
};
const next = (target) => new Promise((resolve) => target.addEventListener('message', (e) => resolve(e.data), { once: true }));

promise_test(async (t) => {
  const worker = worker_of(`
    const c = new BroadcastChannel('to and fro');
    c.onmessage = (e) => c.postMessage(['answer', e.data, e.origin]);
    postMessage('up');
  `);
  await next(worker);
  const c = new BroadcastChannel('to and fro');
  t.add_cleanup(() => { c.close(); worker.terminate(); });
  c.postMessage({ question: 1 });
  const [word, data, origin] = await next(c);
  assert_equals(word, 'answer');
  assert_equals(data.question, 1);
  assert_equals(origin, location.origin);
}, 'a message to a worker and back');

promise_test(async (t) => {
  const source = `
    const c = new BroadcastChannel('family');
    c.onmessage = (e) => e.data === 'who' && c.postMessage(name);
    onmessage = (e) => {
      const child = new Worker(e.data, { name: 'child' });
      child.onmessage = () => postMessage('up');
    };
    if (name) postMessage('up');
  `;
  const url = URL.createObjectURL(new Blob([source]));
  const parent = new Worker(url);
  parent.postMessage(url);
  await next(parent);
  const c = new BroadcastChannel('family');
  t.add_cleanup(() => { c.close(); parent.terminate(); });
  const names = [];
  const both = new Promise((resolve) => {
    c.onmessage = (e) => names.push(e.data) === 2 && resolve();
  });
  c.postMessage('who');
  await both;
  assert_array_equals(names.sort(), ['', 'child']);
}, 'a worker of a worker hears it too');

promise_test(async (t) => {
  const stranger = new Worker('data:text/javascript,' + encodeURIComponent(`
    const c = new BroadcastChannel('origins'), other = new BroadcastChannel('origins');
    c.onmessage = (e) => postMessage([e.data, e.origin].join());
    postMessage('up');
    onmessage = () => other.postMessage('myself');
  `));
  const friend = worker_of(`
    new BroadcastChannel('origins').onmessage = (e) => postMessage(e.data);
    postMessage('up');
  `);
  await Promise.all([next(stranger), next(friend)]);
  const c = new BroadcastChannel('origins');
  t.add_cleanup(() => { c.close(); stranger.terminate(); friend.terminate(); });
  c.onmessage = t.unreached_func('the worker of a data: URL has another origin');
  c.postMessage('family only');
  assert_equals(await next(friend), 'family only');
  stranger.postMessage('go');
  assert_equals(await next(stranger), 'myself,null');
}, 'the worker of a data: URL has an origin of its own');

promise_test(async (t) => {
  const worker = worker_of(`
    const c = new BroadcastChannel('order');
    onmessage = () => {
      for (let i = 0; i < 100; i++) c.postMessage(i);
    };
    postMessage('up');
  `);
  await next(worker);
  const listeners = [new BroadcastChannel('order'), new BroadcastChannel('order')];
  t.add_cleanup(() => { listeners.forEach((l) => l.close()); worker.terminate(); });
  const log = [];
  const done = new Promise((resolve) => {
    listeners.forEach((l, who) => {
      l.onmessage = (e) => {
        log.push(`${e.data} ${who}`);
        if (log.length === 200) resolve();
      };
    });
  });
  worker.postMessage('go');
  await done;
  const expected = [];
  for (let i = 0; i < 100; i++) expected.push(`${i} 0`, `${i} 1`);
  assert_array_equals(log, expected);
}, 'messages from a worker come in order, each to the oldest channel first');

promise_test(async (t) => {
  const worker = worker_of(`
    const c = new BroadcastChannel('causes'), first = new BroadcastChannel('causes');
    first.onmessage = (e) => e.data === 'cause' && c.postMessage('effect');
    postMessage('up');
  `);
  await next(worker);
  const c = new BroadcastChannel('causes'), listener = new BroadcastChannel('causes');
  t.add_cleanup(() => { c.close(); listener.close(); worker.terminate(); });
  for (let round = 0; round < 50; round++) {
    const log = [];
    const both = new Promise((resolve) => {
      listener.onmessage = (e) => log.push(e.data) === 2 && resolve();
    });
    c.postMessage('cause');
    await both;
    assert_array_equals(log, ['cause', 'effect']);
  }
}, 'an answer never arrives before its question');

promise_test(async (t) => {
  const worker = worker_of(`
    const c = new BroadcastChannel('ends');
    c.onmessage = () => { c.postMessage('heard'); for (;;); };
    postMessage('up');
  `);
  await next(worker);
  const c = new BroadcastChannel('ends');
  t.add_cleanup(() => c.close());
  c.postMessage(0);
  assert_equals(await next(c), 'heard');
  for (let i = 0; i < 1000; i++) c.postMessage(i);
  worker.terminate();
  const after = new BroadcastChannel('ends');
  t.add_cleanup(() => after.close());
  c.postMessage('still here');
  assert_equals(await next(after), 'still here');
}, 'a worker that is terminated with messages waiting is in nobody\'s way');
