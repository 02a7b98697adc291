promise_test(async () => {
  for (const wait of [1, 5, 12]) {
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, wait));
    assert_greater_than_equal(performance.now() - start, wait);
  }
}, 'a timeout never fires early');
