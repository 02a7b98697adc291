// META: global=window
test(() => {}, 'reported before the loop');
async_test((t) => {}, 'under way');
async_test('not begun');
for (;;) {}
