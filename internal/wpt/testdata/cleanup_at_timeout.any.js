// Cleanup functions run also for tests that time out. The completion callback throws its findings.
let cleaned = '';
async_test((t) => { t.add_cleanup(() => { cleaned += 'async '; }); }, 'async: is never done');
promise_test((t) => {
  t.add_cleanup(() => { cleaned += 'promise'; });
  t.add_cleanup(() => { throw new Error('nobody counts this'); });
  return new Promise(() => {});
}, 'promise: never settles');
add_completion_callback((tests, status) => {
  throw new Error(`cleaned: ${cleaned}; ${tests.length} tests; timeout: ${status.status === status.TIMEOUT}`);
});
