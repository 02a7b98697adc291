// What is still scheduled does not keep a complete file up.
setInterval(() => {}, 1);
test(() => {}, 'passes');
