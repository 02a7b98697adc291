setup({ single_test: true });
setTimeout(() => { assert_equals(1, 2, 'in a timer'); }, 1);
