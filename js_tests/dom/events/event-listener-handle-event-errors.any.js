setup({ allow_uncaught_exception: true });

function errors_of(listener) {
  const target = new EventTarget();
  const errors = [];
  let next = false;
  const onerror = (e) => { errors.push(e.error); e.preventDefault(); };
  addEventListener('error', onerror);
  target.addEventListener('x', listener);
  target.addEventListener('x', () => { next = true; });
  target.dispatchEvent(new Event('x'));
  removeEventListener('error', onerror);
  assert_true(next, 'the next listener is called');
  assert_equals(errors.length, 1);
  return errors[0];
}

for (const handleEvent of [undefined, null, 1, 'f', {}, Symbol()]) {
  test(() => {
    assert_true(errors_of({ handleEvent }) instanceof TypeError);
  }, `${handleEvent === null ? 'null' : typeof handleEvent} is not callable: a TypeError is reported`);
}

test(() => {
  assert_true(errors_of({}) instanceof TypeError);
  assert_true(errors_of(Object.create(null)) instanceof TypeError);
  assert_true(errors_of(/r/) instanceof TypeError);
}, 'so is one for an object without handleEvent');

test(() => {
  const mine = new Error('mine');
  assert_equals(errors_of({ get handleEvent() { throw mine; } }), mine);
  assert_equals(errors_of({ handleEvent() { throw mine; } }), mine);
}, 'an exception of its getter, or of handleEvent itself, is reported');
