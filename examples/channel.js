// Two ports of a channel. Objects are copied, but a port is moved: it brings the answer back.
//
//   gojs run examples/channel.js
//
// The program ends by itself; no port has to be closed.
// https://developer.mozilla.org/en-US/docs/Web/API/Channel_Messaging_API

const { port1, port2 } = new MessageChannel();

port2.onmessage = ({ data, ports: [reply] }) => {
  console.log('got', data);
  reply.postMessage(data.numbers.map(n => n * n));
};

const answer = new MessageChannel();
answer.port1.onmessage = e => console.log('answer', e.data);

port1.postMessage({ when: new Date(0), numbers: [1, 2, 3] }, [answer.port2]);
console.log('posted');
