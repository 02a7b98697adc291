setup(() => { throw new Error('setup'); });
test(() => {}, 'is not reported');
