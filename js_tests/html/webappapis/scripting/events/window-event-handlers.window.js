// https://html.spec.whatwg.org/multipage/webappapis.html#windoweventhandlers
// error and unhandledrejection are missing here, because the harness listens for them.
for (const type of ['afterprint', 'beforeprint', 'beforeunload', 'hashchange', 'languagechange', 'message', 'messageerror', 'offline',
  'online', 'pagehide', 'pagereveal', 'pageshow', 'pageswap', 'popstate', 'rejectionhandled', 'storage', 'unload',
  'load']) {
  test(() => {
    const name = 'on' + type;
    let calls = 0;
    const handler = function (e) { if (this === window && e.type === type) calls++; };
    window[name] = handler;
    assert_equals(window[name], handler);
    dispatchEvent(new Event(type));
    window[name] = 'no object';
    assert_equals(window[name], null);
    dispatchEvent(new Event(type));
    assert_equals(calls, 1);
    const { enumerable, configurable } = Object.getOwnPropertyDescriptor(window, name);
    assert_true(enumerable && configurable);
  }, 'on' + type);
}
