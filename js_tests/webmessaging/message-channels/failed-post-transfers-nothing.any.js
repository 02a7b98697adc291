promise_test(async () => {
  const { port1, port2 } = new MessageChannel();
  const other = new MessageChannel();
  const buffer = new ArrayBuffer(8);
  const dead = new ArrayBuffer(1);
  structuredClone(dead, { transfer: [dead] });
  const mine = new Error('mine');
  const list = [buffer, other.port1];
  for (const f of [
    () => port1.postMessage(() => {}, list),
    () => port1.postMessage({ get a() { throw mine; } }, list),
    () => port1.postMessage({ buffer, f: Symbol() }, { transfer: list }),
    () => port1.postMessage(null, [...list, buffer]),
    () => port1.postMessage(null, [...list, dead]),
    () => port1.postMessage(null, [...list, {}]),
    () => port1.postMessage(null, [...list, port1]),
    () => port1.postMessage({ get a() { structuredClone(list2[2], { transfer: [list2[2]] }); return 1; } }, list2),
  ]) {
    var list2 = [...list, new ArrayBuffer(3)];
    let threw = false;
    try {
      f();
    } catch (e) {
      threw = true;
    }
    assert_true(threw, String(f));
    assert_equals(buffer.byteLength, 8, String(f));
  }
  const log = [];
  port2.onmessage = () => log.push('a message');
  const answer = new Promise((resolve) => { other.port2.onmessage = (e) => resolve(e.data); });
  other.port1.postMessage('alive');
  assert_equals(await answer, 'alive');
  assert_array_equals(log, []);
}, 'every way to fail leaves the inputs as they were, and sends nothing');
