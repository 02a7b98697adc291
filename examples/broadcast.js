// A broadcast channel reaches all scripts that open one with the same name. No ports have to be
// passed around.
//
//   gojs run examples/broadcast.js
//
// https://developer.mozilla.org/en-US/docs/Web/API/BroadcastChannel

const workers = Array.from({ length: 3 }, (_, i) => new Worker('workers/listener.js', { name: `worker ${i}` }));
const ready = workers.map(worker => new Promise(resolve => (worker.onmessage = resolve)));
const news = new BroadcastChannel('news');

const answers = [];
news.onmessage = ({ data }) => {
  answers.push(data);
  if (answers.length === workers.length) console.log(answers.sort().join('\n'));
};

Promise.all(ready).then(() => {
  console.log('all are listening');
  news.postMessage('hello');
});
