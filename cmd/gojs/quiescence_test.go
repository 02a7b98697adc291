package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestProgramsEndByThemselves runs programs like those of MDN, which leave their ports open. They end
// when they are quiescent, after every message was delivered.
func TestProgramsEndByThemselves(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{
			"nothing", "", "",
		}, {
			"a channel that nobody uses",
			"const channel = new MessageChannel(); channel.port1.onmessage = () => {}; channel.port2.onmessage = () => {};",
			"",
		}, {
			"a message each way",
			`const channel = new MessageChannel();
			channel.port1.onmessage = e => { console.log('port1 got', e.data); };
			channel.port2.onmessage = e => { console.log('port2 got', e.data); channel.port2.postMessage('pong'); };
			channel.port1.postMessage('ping');`,
			"port2 got ping\nport1 got pong\n",
		}, {
			"a listener and start",
			`const { port1, port2 } = new MessageChannel();
			port1.addEventListener('message', e => console.log(e.data));
			port1.start();
			for (const i of [1, 2, 3]) port2.postMessage(i);`,
			"1\n2\n3\n",
		}, {
			"a listener without start",
			`const { port1, port2 } = new MessageChannel();
			port1.addEventListener('message', () => console.log('never'));
			port2.postMessage(1);`,
			"",
		}, {
			"a transferred port",
			`const outer = new MessageChannel(), inner = new MessageChannel();
			outer.port2.onmessage = ({ data, ports: [port] }) => {
				port.onmessage = e => console.log('inner', e.data);
				port.postMessage('hello from ' + data);
			};
			inner.port1.onmessage = e => { console.log(e.data); inner.port1.postMessage('bye'); };
			outer.port1.postMessage('the port', [inner.port2]);`,
			"hello from the port\ninner bye\n",
		}, {
			"a port that is sent to nobody",
			`const outer = new MessageChannel(), inner = new MessageChannel();
			inner.port1.onmessage = () => {};
			inner.port1.onclose = () => console.log('closed');
			outer.port1.postMessage(null, [inner.port2]);`,
			"",
		}, {
			"a port that is closed",
			`const { port1, port2 } = new MessageChannel();
			port2.onmessage = e => console.log(e.data);
			port2.onclose = () => console.log('closed');
			port1.postMessage('last');
			port1.close();`,
			"last\nclosed\n",
		}, {
			"a thousand round trips",
			`const { port1, port2 } = new MessageChannel();
			port2.onmessage = e => port2.postMessage(e.data + 1);
			port1.onmessage = e => e.data < 1000 ? port1.postMessage(e.data) : console.log(e.data);
			port1.postMessage(0);`,
			"1000\n",
		}, {
			"timers between messages",
			`const { port1, port2 } = new MessageChannel();
			port1.onmessage = e => { console.log(e.data); setTimeout(() => { if (e.data < 3) port2.postMessage(e.data + 1) }, 1) };
			port2.postMessage(1);`,
			"1\n2\n3\n",
		}, {
			"a cleared interval",
			`let n = 0; const id = setInterval(() => { console.log(++n); if (n === 3) clearInterval(id); }, 1);`,
			"1\n2\n3\n",
		}, {
			"a promise that is never settled",
			`new Promise(() => {}).then(() => console.log('never')); (async () => { await new Promise(() => {}); })();`,
			"",
		}, {
			"a time limit that nobody waits for",
			`const signal = AbortSignal.timeout(3_600_000); signal.onabort = () => console.log('never');`,
			"",
		}, {
			"a promise around a message",
			`const { port1, port2 } = new MessageChannel();
			const next = port => new Promise(resolve => { port.onmessage = e => resolve(e.data) });
			(async () => {
				port2.postMessage('question');
				const question = await next(port1);
				port1.postMessage(question + ' answered');
				console.log(await next(port2));
			})();`,
			"question answered\n",
		}, {
			"an abort between listeners",
			`const controller = new AbortController(), target = new EventTarget();
			target.addEventListener('tick', () => console.log('tick'), { signal: controller.signal });
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => { target.dispatchEvent(new Event('tick')); controller.abort(); };
			port2.postMessage(1); port2.postMessage(2);`,
			"tick\n",
		}, {
			"microtasks that queue tasks",
			`queueMicrotask(() => setTimeout(() => queueMicrotask(() => console.log('end'))));`,
			"end\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, result{stdout: c.want}, start(t, "run", "-e", c.source).wait())
		})
	}
}
