// META: title=FileReader.abort
// https://w3c.github.io/FileAPI/#abort
const types = ['loadstart', 'progress', 'load', 'abort', 'error', 'loadend'];

function watched() {
  const reader = new FileReader();
  const log = [];
  for (const type of types) reader.addEventListener(type, (e) => log.push(`${type} ${reader.readyState} ${e.loaded}/${e.total}`));
  return { reader, log };
}
const task = () => new Promise((resolve) => setTimeout(resolve, 0));

promise_test(async () => {
  const { reader, log } = watched();
  reader.abort();
  assert_equals(reader.readyState, FileReader.EMPTY);
  assert_equals(reader.result, null);
  await task();
  assert_array_equals(log, []);
}, 'before a read does nothing');

promise_test(async () => {
  const { reader, log } = watched();
  reader.readAsText(new Blob(['abc']));
  reader.abort();
  assert_array_equals(log, ['abort 2 0/3', 'loadend 2 0/3'], 'at once');
  for (let i = 0; i < 5; i++) await task();
  assert_equals(log.length, 2, 'nothing comes later');
  assert_equals(reader.result, null);
  assert_equals(reader.error, null);
}, 'ends the read');

for (const type of ['loadstart', 'progress']) {
  promise_test(async () => {
    const { reader, log } = watched();
    const ended = new Promise((resolve) => reader.addEventListener('loadend', resolve));
    reader.addEventListener(type, () => reader.abort());
    reader.readAsText(new Blob(['abc']));
    await ended;
    for (let i = 0; i < 5; i++) await task();
    assert_equals(log[log.length - 1].split(' ')[0], 'loadend');
    assert_true(log.some((line) => line.startsWith('abort')));
    assert_false(log.some((line) => line.startsWith('load ')));
  }, `in ${type}`);
}

promise_test(async () => {
  const { reader, log } = watched();
  reader.readAsText(new Blob(['abc']));
  await new Promise((resolve) => reader.addEventListener('loadend', resolve));
  log.length = 0;
  assert_equals(reader.result, 'abc');
  reader.abort();
  assert_equals(reader.result, null);
  assert_equals(reader.readyState, FileReader.DONE);
  assert_array_equals(log, []);
}, 'after a read forgets the result');

promise_test(async () => {
  const { reader, log } = watched();
  reader.addEventListener('abort', () => reader.readAsText(new Blob(['second'])), { once: true });
  reader.readAsText(new Blob(['first']));
  reader.abort();
  assert_array_equals(log, ['abort 2 0/5'], 'no loadend for a read in whose place there is another');
  await new Promise((resolve) => reader.addEventListener('loadend', resolve));
  assert_equals(reader.result, 'second');
  assert_array_equals(log.map((line) => line.split(' ')[0]), ['abort', 'loadstart', 'progress', 'load', 'loadend']);
}, 'a read that an abort listener starts goes on');
