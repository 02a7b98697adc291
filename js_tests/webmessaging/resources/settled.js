// settled returns a promise that is resolved after many turns of the event loop, when messages that
// were posted before, and their answers, have arrived. Unlike a timer it does not depend on the
// speed of the machine.
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
