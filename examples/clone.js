// structuredClone copies what JSON cannot: dates, maps, sets, errors, buffers, cycles, holes.
//
//   gojs run examples/clone.js
//
// https://developer.mozilla.org/en-US/docs/Web/API/Web_Workers_API/Structured_clone_algorithm

const album = {
  title: 'Kind of Blue',
  released: new Date(Date.UTC(1959, 7, 17)),
  tracks: new Map([['So What', 562], ['Blue in Green', 337]]),
  tags: new Set(['jazz', 'modal']),
  cover: new Uint8Array([137, 80, 78, 71]),
  plays: 12345678901234567890n,
  sides: [, 'B'],
  search: /blue/gi,
  missing: undefined,
};
album.self = album;

const copy = structuredClone(album);
console.log(copy);
console.log('another object:', copy !== album && copy.tracks !== album.tracks);
console.log('the same shape:', copy.self === copy);

// An error keeps its kind, message and cause.
const error = structuredClone(new RangeError('too loud', { cause: { volume: 11 } }));
console.log(error instanceof RangeError, error.message, error.cause);

// An object of a class becomes a plain object, without private fields.
class Track {
  #plays = 0;
  constructor(name) { this.name = name; }
  play() { return ++this.#plays; }
}
console.log(structuredClone(new Track('All Blues')));

// The error names the value that cannot be cloned.
for (const value of [() => 'sound', Symbol('note'), new WeakMap()]) {
  try {
    structuredClone(value);
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
}
