promise_test(async () => {
  const log = [];
  class Handler {
    static run() { log.push('static method'); }
  }
  setTimeout(new Proxy(() => log.push('proxy'), {}));
  setTimeout(Handler.run);
  setTimeout((() => log.push('bound')).bind(null));
  setTimeout(async () => log.push('async'));
  setTimeout(Array.prototype.push.bind(log, 'built-in'));
  await new Promise((resolve) => setTimeout(resolve, 2));
  assert_array_equals(log, ['proxy', 'static method', 'bound', 'async', 'built-in']);
}, 'functions of all kinds');
