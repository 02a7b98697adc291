// Node has no global Worker. With `node -r` this file defines one, for the programs of this folder,
// whose workers have data: or blob: URLs.
const { resolveObjectURL } = require('node:buffer');
const { Worker: Thread } = require('node:worker_threads');

const prelude = `const { parentPort } = require('node:worker_threads');
  globalThis.postMessage = message => parentPort.postMessage(message);
  parentPort.on('message', data => globalThis.onmessage({ data }));\n`;

globalThis.Worker = class Worker {
  constructor(url) {
    if (url.startsWith('blob:')) resolveObjectURL(url).text().then(source => this.start(source));
    else this.start(decodeURIComponent(url.replace(/^data:[^,]*,/, '')));
  }
  start(source) {
    this.thread = new Thread(prelude + source, { eval: true });
    this.thread.on('message', data => this.onmessage({ data }));
  }
  postMessage(message) { this.thread.postMessage(message); }
  terminate() { this.thread.terminate(); }
};
