onmessage = (e) => {
  setTimeout(() => postMessage('timer'), 0);
  close();
  postMessage('after close');
  Promise.resolve().then(() => postMessage('microtask'));
};
