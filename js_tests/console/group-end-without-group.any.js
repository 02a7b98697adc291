test(() => {
  for (let i = 0; i < 5; i++) console.groupEnd();
  console.group();
  console.log('inside');
  console.groupEnd();
  console.groupEnd();
}, 'is harmless');
