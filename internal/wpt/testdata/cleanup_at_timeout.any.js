let cleaned = '';
async_test((t) => { t.add_cleanup(() => { cleaned += 'async '; }); }, 'async: is never done');
promise_test((t) => {
  t.add_cleanup(() => { cleaned += 'promise'; });
  t.add_cleanup(() => { throw new Error('nobody counts this'); });
  return new Promise(() => {});
}, 'promise: never settles');
add_completion_callback((tests, status) => { console.log(`cleaned: ${cleaned}; ${tests.length} tests; status ${status.status}`); });
