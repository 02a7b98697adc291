// META: script=/webidl/resources/interface.js
check_interface('ReadableStream', {
  ctor: 0,
  readonly: ['locked'],
  operations: { getReader: 0, pipeThrough: 1, tee: 0 },
  promises: { cancel: 0, pipeTo: 1 },
  statics: { from: 1 },
  object: () => new ReadableStream(),
});
check_interface('ReadableStreamDefaultController', {
  readonly: ['desiredSize'],
  operations: { close: 0, enqueue: 0, error: 0 },
  object: () => controllerOf({}),
});
check_interface('ReadableByteStreamController', {
  readonly: ['byobRequest', 'desiredSize'],
  operations: { close: 0, enqueue: 1, error: 0 },
  object: () => controllerOf({ type: 'bytes' }),
});
check_interface('ReadableStreamBYOBRequest', {
  readonly: ['view'],
  operations: { respond: 1, respondWithNewView: 1 },
  object: () => {
    let controller;
    const stream = new ReadableStream({ type: 'bytes', start(c) { controller = c; } });
    stream.getReader({ mode: 'byob' }).read(new Uint8Array(1));
    return controller.byobRequest;
  },
});

function controllerOf(source) {
  let controller;
  new ReadableStream({ ...source, start(c) { controller = c; } });
  return controller;
}

check_interface('WritableStream', {
  ctor: 0,
  readonly: ['locked'],
  operations: { getWriter: 0 },
  promises: { abort: 0, close: 0 },
  object: () => new WritableStream(),
});
check_interface('WritableStreamDefaultController', {
  readonly: ['signal'],
  operations: { error: 0 },
  object: () => {
    let controller;
    new WritableStream({ start(c) { controller = c; } });
    return controller;
  },
});
check_interface('TransformStream', {
  ctor: 0,
  readonly: ['readable', 'writable'],
  object: () => new TransformStream(),
});
check_interface('TransformStreamDefaultController', {
  readonly: ['desiredSize'],
  operations: { enqueue: 0, error: 0, terminate: 0 },
  object: () => {
    let controller;
    new TransformStream({ start(c) { controller = c; } });
    return controller;
  },
});
check_interface('TextDecoderStream', {
  ctor: 0,
  readonly: ['encoding', 'fatal', 'ignoreBOM', 'readable', 'writable'],
  object: () => new TextDecoderStream(),
  args: [],
});
check_interface('TextEncoderStream', {
  ctor: 0,
  readonly: ['encoding', 'readable', 'writable'],
  object: () => new TextEncoderStream(),
});

for (const [name, size, chunk, expected] of [
  ['CountQueuingStrategy', 0, { byteLength: 7 }, 1],
  ['ByteLengthQueuingStrategy', 1, { byteLength: 7 }, 7],
]) {
  test(() => {
    const a = new self[name]({ highWaterMark: 3 });
    const b = new self[name]({ highWaterMark: '4' });
    assert_equals(a.highWaterMark, 3);
    assert_equals(b.highWaterMark, 4);
    assert_equals(a.size, b.size, 'one function for all');
    assert_equals(a.size.name, 'size');
    assert_equals(a.size.length, size);
    assert_equals(a.size(chunk), expected);
    assert_throws_js(TypeError, () => new self[name]());
    assert_throws_js(TypeError, () => new self[name]({}));
    assert_true(Number.isNaN(new self[name]({ highWaterMark: NaN }).highWaterMark));
  }, name);
}

for (const [name, mode] of [['ReadableStreamDefaultReader', undefined], ['ReadableStreamBYOBReader', 'byob']]) {
  const stream = () => new ReadableStream({ type: 'bytes' });
  test(() => {
    const reader = new self[name](stream());
    assert_equals(Object.prototype.toString.call(reader), `[object ${name}]`);
    assert_equals(Object.getPrototypeOf(stream().getReader({ mode })), self[name].prototype);
    assert_throws_js(TypeError, () => self[name](stream()));
    assert_throws_js(TypeError, () => new self[name]());
    assert_throws_js(TypeError, () => new self[name]({}));
    assert_array_equals(Object.keys(self[name].prototype).sort(), ['cancel', 'closed', 'read', 'releaseLock']);
  }, name);

  promise_test(async (t) => {
    const closed = Object.getOwnPropertyDescriptor(self[name].prototype, 'closed').get;
    await promise_rejects_js(t, TypeError, closed.call({}));
    await promise_rejects_js(t, TypeError, self[name].prototype.read.call({}));
    await promise_rejects_js(t, TypeError, self[name].prototype.cancel.call({}));
  }, `${name}: what returns promises rejects with the error of a wrong receiver`);
}
