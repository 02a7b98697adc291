test(() => {
  const buffer = new ArrayBuffer(4);
  assert_throws_dom('DataCloneError', () => structuredClone({
    get a() { structuredClone(null, { transfer: [buffer] }); return 1; },
    b: buffer,
  }));
}, 'a buffer that a getter detached before its turn');

test(() => {
  const buffer = new ArrayBuffer(4);
  const clone = structuredClone({
    b: buffer,
    get a() { structuredClone(null, { transfer: [buffer] }); return 1; },
  });
  assert_equals(clone.b.byteLength, 4, 'it was copied already');
}, 'a buffer that a getter detached after its turn');
