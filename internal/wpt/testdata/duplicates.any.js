test(() => {}, 'one');
test(() => {}, 'two');
test(() => {}, 'one');
test(() => {}, 'two');
test(() => {}, 'two');
test(() => {}, 'three');
