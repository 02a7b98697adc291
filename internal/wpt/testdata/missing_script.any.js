// META: script=resources/no-such-file.js
test(() => {}, 'never runs');
