promise_test(async () => {
  const { then } = Promise.prototype;
  const species = Object.getOwnPropertyDescriptor(Promise, Symbol.species);
  const constructor = Promise.prototype.constructor;
  const reads = [];
  let branches;
  try {
    Promise.prototype.then = () => { throw new Error('then'); };
    Promise.prototype.constructor = function () { throw new Error('constructor'); };
    Object.defineProperty(Promise, Symbol.species, { configurable: true, get() { throw new Error('species'); } });
    const stream = new ReadableStream({ start(c) { c.enqueue(1); }, pull(c) { c.enqueue(2); } });
    branches = stream.tee();
    for (const branch of branches) {
      const reader = branch.getReader();
      reads.push(reader.read(), reader.read());
    }
  } finally {
    Promise.prototype.then = then;
    Promise.prototype.constructor = constructor;
    Object.defineProperty(Promise, Symbol.species, species);
  }
  assert_array_equals((await Promise.all(reads)).map((r) => r.value), [1, 2, 1, 2]);
}, 'streams use nothing that a script could have replaced in Promise');

promise_test(async () => {
  const names = ['Uint8Array', 'Uint16Array', 'DataView', 'ArrayBuffer', 'ReadableStream'];
  const saved = names.map((name) => self[name]);
  const [U8, U16] = saved;
  let read;
  try {
    const source = { type: 'bytes', pull(c) { c.byobRequest.view.fill(1); c.byobRequest.respond(2); } };
    const stream = new ReadableStream(source);
    names.forEach((name) => { self[name] = class { constructor() { throw new Error(name); } }; });
    read = stream.getReader({ mode: 'byob' }).read(new U16(1));
    const { value } = await read;
    assert_equals(Object.getPrototypeOf(value), U16.prototype);
    assert_array_equals(value, [0x101]);
  } finally {
    names.forEach((name, i) => { self[name] = saved[i]; });
  }
}, 'nor in the constructors of buffers and views');
