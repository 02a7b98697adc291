// fetch() and Response, as far as tests of other features need them: GET and HEAD of files that the
// virtual server has.
//
// This script evaluates to a function. The host calls it once, before any script of the page runs,
// with an object:
//
//     base              the base URL
//     get(url, done)    answers a request in a later task: done(error) or done(null, url, status, headers, body)
//
// https://fetch.spec.whatwg.org/
(function (host) {
'use strict';

const { ArrayBuffer, Blob, Promise, TextDecoder, TextEncoder, TypeError, Uint8Array, URL, URLSearchParams } = globalThis;

class Headers {
  #list = new Map();

  constructor(init) {
    const entries = init === undefined ? [] : Symbol.iterator in Object(init) ? init : Object.entries(init);
    for (const [name, value] of entries) this.append(name, value);
  }

  append(name, value) {
    const key = String(name).toLowerCase();
    this.#list.set(key, this.#list.has(key) ? this.#list.get(key) + ', ' + value : String(value));
  }

  delete(name) { this.#list.delete(String(name).toLowerCase()); }

  get(name) {
    const value = this.#list.get(String(name).toLowerCase());
    return value === undefined ? null : value;
  }

  has(name) { return this.#list.has(String(name).toLowerCase()); }
  set(name, value) { this.#list.set(String(name).toLowerCase(), String(value)); }
  * entries() { yield* [...this.#list].sort((a, b) => (a[0] < b[0] ? -1 : 1)); }
  * keys() { for (const [name] of this.entries()) yield name; }
  * values() { for (const [, value] of this.entries()) yield value; }
  forEach(callback, self) { for (const [name, value] of this.entries()) callback.call(self, value, name, this); }
  [Symbol.iterator]() { return this.entries(); }
  get [Symbol.toStringTag]() { return 'Headers'; }
}

// extract extracts a body: it returns the bytes, maybe as a promise, and the type.
function extract(body) {
  if (body === null || body === undefined) return { bytes: new Uint8Array(0), type: null };
  if (body instanceof Blob) return { bytes: body.arrayBuffer(), type: body.type || null };
  if (body instanceof ArrayBuffer) return { bytes: body.slice(0), type: null };
  if (ArrayBuffer.isView(body)) {
    return { bytes: body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength), type: null };
  }
  if (body instanceof URLSearchParams) {
    return { bytes: new TextEncoder().encode(String(body)), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
  }
  return { bytes: new TextEncoder().encode(String(body)), type: 'text/plain;charset=UTF-8' };
}

// Passing internal to the constructor creates a Response with a URL.
const internal = Symbol('internal');

class Response {
  #bytes;
  #used = false;
  #url;

  constructor(body = null, init = {}, key, url) {
    const status = init.status === undefined ? 200 : Number(init.status);
    if (key !== internal && (status < 200 || status > 599)) {
      throw new RangeError(`Failed to construct 'Response': The status provided (${status}) is outside the range [200, 599].`);
    }
    const { bytes, type } = extract(body);
    this.#bytes = bytes;
    this.#url = key === internal ? url : '';
    const headers = new Headers(init.headers);
    if (type !== null && !headers.has('Content-Type')) headers.set('Content-Type', type);
    for (const [name, value] of [
      ['headers', headers], ['status', status], ['ok', status >= 200 && status <= 299],
      ['statusText', init.statusText === undefined ? '' : String(init.statusText)],
      ['type', key === internal ? 'basic' : 'default'], ['redirected', false],
    ]) Object.defineProperty(this, name, { value, enumerable: true, configurable: true });
  }

  get url() { return this.#url; }
  get bodyUsed() { return this.#used; }

  async #read() {
    if (this.#used) throw new TypeError('the body of the Response was read already');
    this.#used = true;
    return new Uint8Array(await this.#bytes).slice();
  }

  async arrayBuffer() { return (await this.#read()).buffer; }
  async blob() { return new Blob([await this.#read()], { type: this.headers.get('Content-Type') || '' }); }
  async bytes() { return this.#read(); }
  async json() { return JSON.parse(await this.text()); }
  async text() { return new TextDecoder().decode(await this.#read()); }

  clone() {
    if (this.#used) throw new TypeError("Failed to execute 'clone' on 'Response': Response body is already used");
    const { status, statusText, headers } = this;
    const copy = new Response(null, { status, statusText, headers }, internal, this.#url);
    copy.#bytes = this.#bytes;
    return copy;
  }

  get [Symbol.toStringTag]() { return 'Response'; }
}

function fetch(input, init = {}) {
  return new Promise((resolve, reject) => {
    const url = new URL(typeof input === 'string' ? input : input.url === undefined ? String(input) : input.url, host.base);
    const method = init.method === undefined ? 'GET' : String(init.method).toUpperCase();
    if (method !== 'GET' && method !== 'HEAD') throw new TypeError('fetch: the virtual server takes no ' + method);
    host.get(url.href, (error, finalURL, status, headers, body) => {
      if (error !== null) reject(new TypeError('Failed to fetch: ' + error));
      else resolve(new Response(method === 'HEAD' ? null : body, { status, headers }, internal, finalURL));
    });
  });
}

for (const [name, value] of Object.entries({ fetch, Headers, Response })) {
  Object.defineProperty(globalThis, name, { value, writable: true, enumerable: name === 'fetch', configurable: true });
}
})
