test(() => undefined, 'before');
test(() => Promise.resolve(), 'returns a promise');
test(() => undefined, 'after');
