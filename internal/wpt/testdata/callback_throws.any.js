add_result_callback(() => { throw new Error('callback'); });
test(() => {}, 'a');
test(() => {}, 'b');
