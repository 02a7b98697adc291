// importScripts loads scripts into a worker, one after another, and waits for them. It throws the
// error of a script.
//
//   gojs run examples/worker-import-scripts.js

const worker = new Worker('workers/importer.js');
worker.onmessage = ({ data }) => console.log(data);
