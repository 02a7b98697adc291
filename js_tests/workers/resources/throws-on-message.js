onmessage = (e) => {
  if (e.data === 'throw') throw new RangeError('on purpose');
  postMessage(e.data);
};
