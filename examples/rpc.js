// Remote calls over a channel. Each request carries the port for its answer, so answers may come in
// any order.
//
//   gojs run examples/rpc.js

const { port1: client, port2: server } = new MessageChannel();

const methods = {
  add: (a, b) => a + b,
  slow: text => new Promise(resolve => setTimeout(resolve, 100, text.toUpperCase())),
  fail: () => { throw new TypeError('this method always fails'); },
};

server.onmessage = async ({ data: { method, args }, ports: [reply] }) => {
  try {
    reply.postMessage({ value: await methods[method](...args) });
  } catch (error) {
    reply.postMessage({ error });
  }
  reply.close();
};

function call(method, ...args) {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => 'error' in data ? reject(data.error) : resolve(data.value);
    client.postMessage({ method, args }, [port2]);
  });
}

call('slow', 'the slow one').then(value => console.log(value));
call('add', 1, 2).then(value => console.log('1 + 2 =', value));
call('fail').catch(error => console.log(error.name + ':', error.message));
