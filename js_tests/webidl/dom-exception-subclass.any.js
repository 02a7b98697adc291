test(() => {
  class HttpError extends DOMException {
    #status;
    constructor(status) {
      super(`status ${status}`, 'NetworkError');
      this.#status = status;
    }
    get name() { return 'HttpError'; }
    get status() { return this.#status; }
  }
  const e = new HttpError(404);
  assert_equals(e.name, 'HttpError');
  assert_equals(e.message, 'status 404');
  assert_equals(e.status, 404);
  assert_equals(e.code, 19);
  assert_equals(String(e), 'HttpError: status 404');
  assert_true(e instanceof HttpError);
  assert_true(e instanceof DOMException);
  assert_true(e instanceof Error);
  assert_regexp_match(e.stack, /status 404/);
}, 'a subclass of its own');
