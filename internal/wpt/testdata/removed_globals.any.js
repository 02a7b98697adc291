test(() => {}, 'before');
const { async_test: define } = self;
for (const name of ['test', 'async_test', 'done', 'AbortController', 'addEventListener', 'reportError']) self[name] = undefined;
define((t) => { setTimeout(t.step_func_done(), 1); }, 'after');
