let connections = 0;
onconnect = (e) => {
  const [port] = e.ports;
  connections++;
  port.onmessage = (e) => port.postMessage({ name, connections, data: e.data });
};
