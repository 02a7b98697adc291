// META: title=FileReader: results
// https://w3c.github.io/FileAPI/#blob-package-data
const read = (method, blob, ...args) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result);
  reader.onerror = () => reject(reader.error);
  reader[method](blob, ...args);
});
const bytes = (...b) => new Blob([new Uint8Array(b)]);

promise_test(async () => {
  const buffer = await read('readAsArrayBuffer', bytes(1, 2, 255));
  assert_equals(Object.getPrototypeOf(buffer), ArrayBuffer.prototype);
  assert_array_equals([...new Uint8Array(buffer)], [1, 2, 255]);
  const reader = new FileReader();
  reader.readAsArrayBuffer(bytes(1));
  await new Promise((resolve) => { reader.onload = resolve; });
  assert_equals(reader.result, reader.result, 'the same object');
}, 'readAsArrayBuffer');

promise_test(async () => {
  assert_equals(await read('readAsBinaryString', bytes(0, 97, 0x80, 0xFF)), '\0a\x80\xFF');
  assert_equals(await read('readAsBinaryString', new Blob(['é'])), '\xC3\xA9');
  assert_equals(await read('readAsBinaryString', new Blob()), '');
}, 'readAsBinaryString');

promise_test(async () => {
  assert_equals(await read('readAsDataURL', new Blob(['abc'], { type: 'Text/Plain' })), 'data:text/plain;base64,YWJj');
  assert_equals(await read('readAsDataURL', new Blob(['a'], { type: 'text/plain;charset=utf-8' })), 'data:text/plain;charset=utf-8;base64,YQ==');
  assert_equals(await read('readAsDataURL', bytes(0xFF)), 'data:application/octet-stream;base64,/w==');
  assert_equals(await read('readAsDataURL', new Blob()), 'data:application/octet-stream;base64,');
}, 'readAsDataURL');

promise_test(async () => {
  assert_equals(await read('readAsText', new Blob(['aé😀'])), 'aé😀');
  assert_equals(await read('readAsText', bytes(0x61, 0xFF)), 'a\uFFFD');
  assert_equals(await read('readAsText', bytes(0xE9), 'latin1'), 'é');
  assert_equals(await read('readAsText', bytes(0x93, 0xFA), ' Shift_JIS '), '日');
  assert_equals(await read('readAsText', bytes(0x61), 'replacement'), '\uFFFD');
}, 'readAsText');

for (const [type, expected] of [
  ['text/plain;charset=windows-1252', 'é'],
  ['text/plain; x=y ; charset=Latin1 ;charset=utf-8', 'é'],
  ['text/plain;charset="latin1"', 'é'],
  ['text/plain;charset="lat\\in1"ignored;x', 'é'],
  ['text/plain;charset=;charset=latin1', 'é'],
  ['text/plain;charset;charset=latin1', 'é'],
  ['text/plain;charset', '\uFFFD'],
  ['text/plain;charset="";charset=latin1', '\uFFFD'],
  ['text/plain;charset=klingon', '\uFFFD'],
  ['text/plain;charset =latin1', '\uFFFD'],
  ['plain;charset=latin1', '\uFFFD'],
  ['text/;charset=latin1', '\uFFFD'],
  ['text/pl ain;charset=latin1', '\uFFFD'],
  ['', '\uFFFD'],
]) {
  promise_test(async () => {
    assert_equals(await read('readAsText', new Blob([new Uint8Array([0xE9])], { type })), expected);
  }, `readAsText: the type ${format_value(type)}`);
}

promise_test(async () => {
  const latin1 = new Blob([new Uint8Array([0xE9])], { type: 'text/plain;charset=latin1' });
  assert_equals(await read('readAsText', latin1, 'koi8-r'), 'И', 'the argument goes before the type');
  assert_equals(await read('readAsText', latin1, 'klingon'), 'é', 'if it is a label');
  assert_equals(await read('readAsText', latin1, undefined), 'é');
  assert_equals(await read('readAsText', bytes(0xEF, 0xBB, 0xBF, 0xC3, 0xA9), 'latin1'), 'é', 'a byte order mark before both');
  assert_equals(await read('readAsText', bytes(0xFF, 0xFE, 0xE9, 0), 'latin1'), 'é');
  assert_equals(await read('readAsText', bytes(0xFE, 0xFF, 0, 0xE9), 'utf-16le'), 'é');
}, 'readAsText: where the encoding comes from');
