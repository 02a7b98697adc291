setup({ explicit_done: true });
test(() => {}, "a");
throw new Error("before done");
