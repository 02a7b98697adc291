async_test((t) => { setTimeout(t.step_func_done(), 20); }, 'goes on');
Promise.reject(new Error('nobody handles this'));
