setup({ single_test: true });
test(() => {}, 'not allowed');
