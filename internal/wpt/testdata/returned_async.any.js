async_test((t) => { t.done(); }, 'before');
async_test((t) => 3, 'returns a value');
async_test((t) => { t.done(); }, 'after');
