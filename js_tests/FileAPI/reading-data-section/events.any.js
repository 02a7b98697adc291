// META: title=FileReader: events
// https://w3c.github.io/FileAPI/#read-operation
const types = ['loadstart', 'progress', 'load', 'abort', 'error', 'loadend'];

// read reads a blob. It returns a promise for a log of the events.
function read(blob, method = 'readAsText', ...args) {
  const reader = new FileReader();
  const log = [];
  return new Promise((resolve) => {
    for (const type of types) {
      reader.addEventListener(type, (e) => {
        log.push({ type, state: reader.readyState, result: reader.result, loaded: e.loaded, total: e.total, lengthComputable: e.lengthComputable, event: e });
        if (type === 'loadend') resolve({ reader, log });
      });
    }
    reader[method](blob, ...args);
    log.push({ type: 'started', state: reader.readyState, result: reader.result });
  });
}

promise_test(async () => {
  const { log } = await read(new Blob(['abc']));
  assert_array_equals(log.map((e) => e.type), ['started', 'loadstart', 'progress', 'load', 'loadend']);
  assert_array_equals(log.map((e) => e.state), [1, 1, 1, 2, 2]);
  assert_array_equals(log.map((e) => e.result), [null, null, null, 'abc', 'abc']);
  assert_array_equals(log.map((e) => e.loaded), [undefined, 0, 3, 3, 3]);
  assert_array_equals(log.slice(1).map((e) => e.total), [3, 3, 3, 3]);
  assert_true(log.slice(1).every((e) => e.lengthComputable));
}, 'of a read');

promise_test(async () => {
  const { log } = await read(new Blob());
  assert_array_equals(log.map((e) => e.type), ['started', 'loadstart', 'load', 'loadend']);
  assert_false(log[1].lengthComputable);
  assert_equals(log[2].total, 0);
}, 'no progress for nothing');

promise_test(async () => {
  const { reader, log } = await read(new Blob(['abc']));
  for (const { event } of log.slice(1)) {
    assert_true(event instanceof ProgressEvent);
    assert_true(event.isTrusted);
    assert_false(event.bubbles);
    assert_false(event.cancelable);
    assert_equals(event.target, reader);
  }
}, 'are progress events that neither bubble nor can be canceled');

promise_test(async () => {
  const reader = new FileReader();
  const log = [];
  await new Promise((resolve) => {
    for (const type of types) {
      reader['on' + type] = (e) => {
        log.push(type);
        assert_equals(e.type, type);
        Promise.resolve().then(() => log.push('microtask'));
        if (type === 'loadend') resolve();
      };
    }
    reader.readAsText(new Blob(['abc']));
  });
  await null;
  assert_array_equals(log, ['loadstart', 'microtask', 'progress', 'microtask', 'load', 'microtask', 'loadend', 'microtask']);
}, 'through event handler attributes, each followed by a microtask checkpoint');

promise_test(async () => {
  const reader = new FileReader();
  const log = [];
  for (const type of types) reader.addEventListener(type, () => log.push(type + ':' + reader.result));
  await new Promise((resolve) => {
    reader.addEventListener('load', () => reader.readAsText(new Blob(['second'])), { once: true });
    reader.addEventListener('loadend', resolve);
    reader.readAsText(new Blob(['first']));
  });
  assert_array_equals(log, ['loadstart:null', 'progress:null', 'load:first', 'loadstart:null', 'progress:null', 'load:second', 'loadend:second']);
}, 'a read that a load listener starts takes the place of loadend');

promise_test(async (t) => {
  const reader = new FileReader();
  reader.readAsText(new Blob(['first']));
  for (const method of ['readAsText', 'readAsDataURL', 'readAsArrayBuffer', 'readAsBinaryString']) {
    assert_throws_dom('InvalidStateError', () => reader[method](new Blob()));
  }
  await new Promise((resolve) => { reader.onloadend = resolve; });
  assert_equals(reader.result, 'first');
  assert_equals(reader.error, null);
}, 'one read at a time');

promise_test(async () => {
  const reader = new FileReader();
  for (const blob of [undefined, null, 'abc', {}, new Uint8Array(1), Object.create(new Blob())]) {
    assert_throws_js(TypeError, () => reader.readAsText(blob), format_value(blob));
  }
  assert_equals(reader.readyState, FileReader.EMPTY);
  const { reader: other } = await read(new File(['abc'], 'n'));
  assert_equals(other.result, 'abc');
}, 'reads blobs and files, nothing else');
