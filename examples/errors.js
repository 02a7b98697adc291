// Errors that no script catches fire an event at the global object. Unless a listener handles it,
// the program ends with the stack on standard error and exit code 1.
//
//   gojs run examples/errors.js
//
// https://developer.mozilla.org/en-US/docs/Web/API/Window/error_event

addEventListener('error', event => {
  console.log('error:', event.message, 'in line', event.lineno);
  event.preventDefault(); // handled
});

// A listener that throws does not stop the others.
const target = new EventTarget();
target.addEventListener('ping', () => { null.pong; });
target.addEventListener('ping', () => console.log('the second listener'));
target.dispatchEvent(new Event('ping'));

reportError('reported by hand');

// Rejected promises that no script handles fire events too.
const promise = Promise.reject('too early');

addEventListener('unhandledrejection', event => {
  console.log('rejected:', event.reason);
  event.preventDefault();
  setTimeout(() => promise.catch(() => {}));
});

addEventListener('rejectionhandled', event => {
  console.log('handled after all:', event.reason);
  setTimeout(() => { throw new RangeError('thrown in a timer'); });
});
