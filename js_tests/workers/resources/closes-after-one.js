onconnect = (e) => {
  close();
  e.ports[0].postMessage('last words');
};
