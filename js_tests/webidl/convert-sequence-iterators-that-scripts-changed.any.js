// META: title=Conversion to sequence, where scripts changed how arrays are iterated
// https://webidl.spec.whatwg.org/#create-sequence-from-iterable
const buffer = () => new ArrayBuffer(8);
const clone = (transfer) => structuredClone(null, { transfer });

test(() => {
  const log = [];
  const array = [buffer(), buffer()];
  Object.defineProperty(array, 0, { get() { log.push(0); array.length = 1; return buffer(); } });
  clone(array);
  assert_array_equals(log, [0]);
}, 'the elements and the length of an array are read by turns');

test(() => {
  const log = [];
  const get = (target, key, receiver) => { log.push(key); return Reflect.get(target, key, receiver); };
  clone(new Proxy([buffer()], { get }));
  assert_array_equals(log, [Symbol.iterator, 'length', '0', 'length']);
}, 'a proxy of an array sees each step');

test(() => {
  const array = [buffer()];
  let calls = 0;
  array[Symbol.iterator] = function* () { calls++; yield buffer(); };
  clone(array);
  assert_equals(calls, 1);
  assert_equals(array[0].byteLength, 8);
}, "an array's own iterator");

test((t) => {
  const prototype = Object.getPrototypeOf([].values());
  const { next } = prototype;
  t.add_cleanup(() => { prototype.next = next; });
  let calls = 0;
  prototype.next = function () { calls++; return next.call(this); };
  clone([buffer()]);
  assert_equals(calls, 2);
}, 'a changed %ArrayIteratorPrototype%.next');

test((t) => {
  const values = Array.prototype[Symbol.iterator];
  t.add_cleanup(() => { Array.prototype[Symbol.iterator] = values; });
  let calls = 0;
  Array.prototype[Symbol.iterator] = function () { calls++; return values.call(this); };
  clone([buffer()]);
  assert_equals(calls, 1);
}, 'a changed Array.prototype[Symbol.iterator]');
