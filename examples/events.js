// Events without a page: a class can extend EventTarget.
//
//   gojs run examples/events.js
//
// https://developer.mozilla.org/en-US/docs/Web/API/EventTarget

class Thermometer extends EventTarget {
  #degrees = 20;

  set degrees(value) {
    const change = new CustomEvent('change', { detail: { from: this.#degrees, to: value }, cancelable: true });
    if (this.dispatchEvent(change)) {
      this.#degrees = value;
    }
  }

  get degrees() { return this.#degrees; }
}

const thermometer = new Thermometer();

thermometer.addEventListener('change', ({ detail }) => console.log(detail.from, '->', detail.to));
thermometer.addEventListener('change', () => console.log('heard once'), { once: true });

// A listener can be an object, and can cancel the default action.
thermometer.addEventListener('change', {
  limit: 30,
  handleEvent(event) {
    if (event.detail.to > this.limit) {
      event.preventDefault();
      event.stopImmediatePropagation();
      console.log('refused, it is still', event.target.degrees);
    }
  },
});

thermometer.degrees = 25;
thermometer.degrees = 99;
console.log('in the end', thermometer.degrees);

// The global object is an EventTarget too.
addEventListener('done', e => console.log(e.type, e.target === globalThis, e.isTrusted));
dispatchEvent(new Event('done'));
