// META: script=../resources/add.js
test(() => { assert_equals(add(1, 2), 3); });
