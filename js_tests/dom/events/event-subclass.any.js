test(() => {
  class Changed extends Event {
    #key;
    extra = 1;
    constructor(key) {
      super('changed', { cancelable: true });
      this.#key = key;
    }
    get key() { return this.#key; }
    get type() { return `${super.type}!`; }
  }
  const target = new EventTarget();
  const log = [];
  target.addEventListener('changed', (e) => { log.push(e.key, e.extra, e.type, e instanceof Changed); e.preventDefault(); });
  const e = new Changed('k');
  assert_false(target.dispatchEvent(e));
  assert_array_equals(log, ['k', 1, 'changed!', true], 'dispatch uses the type that it was made with');
}, 'a subclass of Event');
