// settled resolves after many turns of the event loop: the messages that were on their way have arrived, and so have
// those that were sent in answer. Unlike a timer it does not depend on how fast the machine is.
function settled(turns = 20) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => {
      if (--turns > 0) {
        port1.postMessage(null);
        return;
      }
      port1.close();
      resolve();
    };
    port1.postMessage(null);
  });
}
