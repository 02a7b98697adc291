// The numeric specifiers write NaN for a symbol, %s writes its description. None throws.
test(() => {
  for (const f of ['%s', '%d', '%i', '%f', '%o', '%O', '%c']) assert_equals(console.log(f, Symbol('s')), undefined);
}, 'symbols');
