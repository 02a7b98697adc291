// importScripts loads scripts into a worker, one after another, before it goes on. An error in one is caught there.
//
//   gojs run examples/worker-import-scripts.js

const worker = new Worker('workers/importer.js');
worker.onmessage = ({ data }) => console.log(data);
