// The memory of open channels with a listener. The program pauses before and after it opens them,
// so that the memory of the process can be measured from outside.

(() => {
  const name = 'memory of an open channel';
  const per = 'channel';
  const count = globalThis.benchIterations ?? 100_000;
  const still = globalThis.benchStill ?? 500; // ms

  const channels = [];
  function grow() {
    for (let i = 0; i < count; i++) {
      const channel = new MessageChannel();
      channel.port2.onmessage = grow;
      channels.push(channel);
    }
    console.log(JSON.stringify({ name, per, count }));
    setTimeout(() => channels.forEach(c => c.port1.close()), still);
  }

  console.log(JSON.stringify({ name, per, count: 0 }));
  setTimeout(grow, still);
})();
