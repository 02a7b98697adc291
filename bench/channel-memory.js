// Open channels with a listener wait. Before and after, the program stands still, so that its memory can be looked at from
// outside: that of the process is what it is measured by.

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
