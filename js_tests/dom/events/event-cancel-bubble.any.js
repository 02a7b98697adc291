test(() => {
  const e = new Event('x', { bubbles: true });
  assert_false(e.cancelBubble);
  e.cancelBubble = false;
  assert_false(e.cancelBubble);
  e.cancelBubble = 'yes';
  assert_true(e.cancelBubble);
  e.cancelBubble = false;
  assert_true(e.cancelBubble, 'there is no way back');
  e.initEvent('x');
  assert_false(e.cancelBubble, 'but initEvent');
  e.stopPropagation();
  assert_true(e.cancelBubble);
}, 'cancelBubble is the stop propagation flag');
