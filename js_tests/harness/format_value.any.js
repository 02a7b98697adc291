test(() => {
  assert_equals(format_value('a "quoted" \\ \n \t \0 \x1f'), '"a \\"quoted\\" \\\\ \\n \\t \\0 \\x1f"');
  assert_equals(format_value(-0), '-0');
  assert_equals(format_value(1e21), '1e+21');
  assert_equals(format_value(12n), '12n');
  assert_equals(format_value(null), 'null');
  assert_equals(format_value(undefined), 'undefined');
  assert_equals(format_value(true), 'true');
  assert_equals(format_value(Symbol('s')), 'symbol "Symbol(s)"');
}, 'primitives');

test(() => {
  assert_equals(format_value([]), '[]');
  assert_equals(format_value([1, , 'x', [null]]), '[1, , "x", [null]]');
  const cycle = [];
  cycle.push(cycle);
  assert_equals(format_value(cycle), '[[...]]');
}, 'arrays');

test(() => {
  assert_equals(format_value({}), 'object "[object Object]"');
  assert_equals(format_value(/x/g), 'object "/x/g"');
  assert_equals(format_value(new TypeError('m')), 'object "TypeError: m"');
  assert_equals(format_value(() => 1), 'function "() => 1"');
}, 'objects');
