// META: global=window
// format_value of ordinary values and of values that throw.

const formats = (value, name) => test(() => { throw format_value(value); }, name);
const revoked = Proxy.revocable([], {});
revoked.revoke();
const cycle = [1];
cycle.push(cycle);
let deep = [];
for (let i = 0; i < 100000; i++) deep = [deep];

formats('quote " backslash \\ newline \n nul \0 bell \x07 lone \ud800 end \uffff', 'string');
formats(-0, 'minus zero');
formats(10n, 'bigint');
formats(Symbol('s'), 'symbol');
formats(null, 'null');
formats([1, , [2, 'x']], 'array with a hole');
formats(cycle, 'cycle');
formats(deep.slice(), 'nested 100,000 times');
formats(new Array(4294967295), 'longest array');
formats({}, 'object');
formats({ toString() { throw new Error('no'); } }, 'toString throws');
formats({ toString() { throw { toString() { throw 1; } }; } }, 'toString throws what cannot be converted');
formats({ toString: () => 'z'.repeat(5000) }, 'long text');
formats(revoked.proxy, 'revoked proxy');
formats(new Proxy([1], { get(target, key) { if (key === 'length') throw new Error('length'); return target[key]; } }), 'array whose length throws');
formats({ get [Symbol.toStringTag]() { throw new TypeError('tag'); } }, 'toStringTag throws');
formats(function named() {}, 'function');

test(() => { throw undefined; }, 'throws undefined');
test(() => { throw null; }, 'throws null');
test(() => { throw { message: 'm' }; }, 'throws an object with a message');
test(() => { throw {}; }, 'throws an object without');
test(() => { throw { get message() { throw 1; } }; }, 'throws an object whose message throws');
test(() => { throw { message: { toString() { throw 1; } } }; }, 'throws an object whose message cannot be converted');
test(() => { throw { message: 'm', get stack() { throw 1; } }; }, 'throws an object whose stack throws');
test(() => { throw revoked.proxy; }, 'throws a revoked proxy');
