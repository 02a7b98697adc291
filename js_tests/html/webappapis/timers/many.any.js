promise_test(async () => {
  const ids = [];
  let fired = 0;
  for (let i = 0; i < 5000; i++) ids.push(setTimeout(() => { fired++; }, i % 7));
  for (let i = 0; i < ids.length; i += 2) clearTimeout(ids[i]);
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert_equals(fired, 2500);
}, 'five thousand timers, every other one cleared');
