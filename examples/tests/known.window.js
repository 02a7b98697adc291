test(() => {
  assert_equals(0.1 + 0.2, 0.3);
}, 'decimal fractions are exact');

test(() => {
  assert_approx_equals(0.1 + 0.2, 0.3, 1e-12);
}, 'decimal fractions are nearly exact');
