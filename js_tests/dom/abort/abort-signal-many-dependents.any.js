test(() => {
  const a = new AbortController();
  let aborted = 0;
  for (let i = 0; i < 2000; i++) AbortSignal.any([a.signal]).onabort = () => { aborted++; };
  a.abort();
  assert_equals(aborted, 2000, 'who has a listener is kept');
}, 'thousands of dependents of one long-lived source');
