async_test((t) => { setTimeout(t.step_func_done(), 20); }, 'goes on');
setTimeout(() => { throw new Error('in a timer'); }, 1);
