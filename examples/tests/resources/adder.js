function adder() {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => port1.postMessage(data.reduce((a, b) => a + b));
  return port2;
}
