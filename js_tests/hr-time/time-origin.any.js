test(() => {
  const { timeOrigin } = performance;
  assert_equals(timeOrigin, performance.timeOrigin);
  assert_greater_than(timeOrigin, Date.UTC(2020, 0));
  assert_less_than(Math.abs(timeOrigin + performance.now() - Date.now()), 1000);
}, 'timeOrigin is the wall clock at now() = 0');

test(() => {
  const json = performance.toJSON();
  assert_equals(json.timeOrigin, performance.timeOrigin);
  assert_equals(Object.getPrototypeOf(json), Object.prototype);
  assert_equals(JSON.parse(JSON.stringify(performance)).timeOrigin, performance.timeOrigin);
}, 'toJSON');
