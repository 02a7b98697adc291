test(() => {});
test('no function');
