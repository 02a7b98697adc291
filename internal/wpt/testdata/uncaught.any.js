test(() => {}, 'before');
async_test((t) => { setTimeout(t.step_func_done(), 20); }, 'goes on');
setTimeout(() => { test(() => {}, 'after'); }, 10);
throw new TypeError('nobody catches this');
