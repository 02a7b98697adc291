onmessage = (e) => postMessage(e.data, [...e.ports]);
