test(() => {
  const first = new ArrayBuffer(1);
  const mine = new Error('mine');
  assert_throws_exactly(mine, () => structuredClone({ get a() { throw mine; } }, { transfer: [first] }));
  assert_throws_dom('DataCloneError', () => structuredClone([first, () => {}], { transfer: [first] }));
  assert_throws_dom('DataCloneError', () => structuredClone(null, { transfer: [first, {}] }));
  assert_throws_dom('DataCloneError', () => structuredClone(null, { transfer: [first, first] }));
  const second = new ArrayBuffer(2);
  assert_throws_dom('DataCloneError', () => structuredClone({
    get a() { structuredClone(second, { transfer: [second] }); return 1; },
  }, { transfer: [first, second] }));
  assert_equals(first.byteLength, 1);
}, 'a throw leaves every buffer as it was');

test(() => {
  const { port1, port2 } = new MessageChannel();
  assert_throws_dom('DataCloneError', () => structuredClone([port1, port2], { transfer: [port1] }));
  assert_throws_dom('DataCloneError', () => structuredClone(() => {}, { transfer: [port1] }));
  assert_equals(structuredClone([port1], { transfer: [port1] }).length, 1, 'it can still be transferred');
}, 'and every port');
