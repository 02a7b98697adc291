package runtime_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A ring of workers passes parcels on, each with a port and a buffer that are transferred at every hop. Every other round
// workers are terminated, some of them in an endless loop, or close themselves, and are replaced; some throw. What is owed:
//   - the port of a parcel answers once, after the last hop, and is closed then; it is closed without an answer only if a
//     worker ended meanwhile;
//   - what a worker throws is an error event of its Worker, unless that worker ended meanwhile;
//   - each worker hears every broadcast since it began, in order;
//   - the program ends by itself, and leaves no goroutine.
const soakMain = `
'use strict';
const N = 64, PARCELS = 100;
let seed = SEED;
const random = n => { // xorshift32
	seed ^= seed << 13; seed ^= seed >>> 17; seed ^= seed << 5;
	return (seed >>> 0) % n;
};
const fail = why => { throw new Error(why) };

const ring = [];
let ends = 0, parcels = 0, lost = 0, arrived = 0, epoch = 0;
const thrown = new Set(), owed = new Set();
const epochs = new BroadcastChannel('epochs');

function start(i) {
	const seat = ring[i] = { worker: new Worker('ring.js', { name: 'ring ' + i }), heard: -1 };
	seat.ready = new Promise(resolve => {
		seat.worker.onmessage = ({ data }) => {
			if (data === 'ready') resolve();
			else if (seat.heard >= 0 && data !== seat.heard + 1) fail('a broadcast was lost or doubled: ' + data + ' after ' + seat.heard);
			else {
				seat.heard = data;
				if (data === epoch && seat.onheard) seat.onheard();
			}
		};
	});
	seat.worker.onerror = e => {
		e.preventDefault();
		if (!/^Uncaught Error: parcel \d+$/.test(e.message)) fail(e.message);
		const id = +e.message.match(/\d+/)[0];
		if (thrown.has(id)) fail('an error came twice');
		thrown.add(id);
	};
}

function link(i) {
	const { port1, port2 } = new MessageChannel();
	ring[i].worker.postMessage({ next: port1 }, [port1]);
	ring[(i + 1) % N].worker.postMessage({ before: port2 }, [port2]);
}

function replace(i) {
	ends++;
	const { worker } = ring[i];
	switch (random(4)) {
	case 0: worker.postMessage('close'); break;
	case 1: worker.postMessage('spin'); // and
	default: worker.terminate();
	}
	start(i);
	link((i + N - 1) % N);
	link(i);
}

function send(peaceful) {
	const id = ++parcels, ends_then = ends;
	const { port1, port2 } = new MessageChannel();
	const bytes = new Uint8Array([id, id >> 8, 7]);
	const hops = random(2 * N);
	const throws = random(10) === 0 ? random(hops + 1) : -1;
	if (throws >= 0 && peaceful) owed.add(id);
	ring[random(N)].worker.postMessage({ id, hops, throws, answer: port2, bytes }, [port2, bytes.buffer]);
	return new Promise(resolve => {
		let answered = false;
		port1.onmessage = e => {
			if (answered) fail('a parcel arrived twice');
			answered = true;
			const [id_then, b] = e.data;
			if (id_then !== id || b.length !== 3 || b[0] !== (id & 255) || b[1] !== (id >> 8 & 255)) fail('a parcel was mixed up');
		};
		port1.onclose = () => {
			if (!answered && ends === ends_then) fail('parcel ' + id + ' was lost while all workers were alive');
			answered ? arrived++ : lost++;
			resolve();
		};
	});
}

async function round(peaceful) {
	await Promise.all(ring.map(seat => seat.ready));
	epoch++;
	const heard = ring.map(seat => new Promise(resolve => { seat.onheard = resolve }));
	epochs.postMessage(epoch);
	const all = [];
	for (let i = 0; i < PARCELS; i++) {
		const parcel = send(peaceful);
		if (!peaceful && random(8) === 0) parcel.then(() => replace(random(N)));
		all.push(parcel);
		if (!peaceful && random(10) === 0) replace(random(N));
	}
	await Promise.all(all);
	if (peaceful) await Promise.all(heard);
}

(async () => {
	for (let i = 0; i < N; i++) start(i);
	for (let i = 0; i < N; i++) link(i);
	do {
		await round(true);
		await round(false);
	} while (more());
	await round(true);
	done = true;
})();
var done = false;
`

const soakRing = `
'use strict';
let next, last;
const waiting = [], nested = name.endsWith('0');
const epochs = new BroadcastChannel('epochs');
epochs.onmessage = e => {
	if (last !== undefined && e.data !== last + 1) throw new Error('a gap in the broadcasts');
	postMessage(last = e.data);
};
const child = nested && new Worker('child.js');
if (child) child.onmessage = e => pass(e.data);

onmessage = ({ data }) => {
	if (data === 'close') return close();
	if (data === 'spin') for (;;);
	if (data.before) return data.before.onmessage = e => take(e.data);
	if (!data.next) return take(data);
	next = data.next;
	next.onclose = e => { if (e.target === next) next = undefined };
	for (const p of waiting.splice(0)) pass(p);
};

function take(parcel) {
	const { id, hops, throws } = parcel;
	parcel.hops--;
	if (hops === 0) {
		parcel.answer.postMessage([id, parcel.bytes], [parcel.bytes.buffer]);
		parcel.answer.close();
	} else if (child) child.postMessage(parcel, [parcel.answer, parcel.bytes.buffer]);
	else pass(parcel);
	if (throws === hops) throw new Error('parcel ' + id);
}

function pass(parcel) {
	if (next) next.postMessage(parcel, [parcel.answer, parcel.bytes.buffer]);
	else waiting.push(parcel);
}
postMessage('ready');
`

const soakChild = `onmessage = e => postMessage(e.data, [e.data.answer, e.data.bytes.buffer])`

// GOJS_SOAK=1m makes it run that long. With the race detector that is the real soak.
func TestSoak(t *testing.T) {
	d, err := time.ParseDuration(os.Getenv("GOJS_SOAK"))
	if err != nil && os.Getenv("GOJS_SOAK") != "" {
		t.Fatal(err)
	}
	began := time.Now()
	files := scripts{"ring.js": soakRing, "child.js": soakChild}
	rt, _ := newRuntime(t, files.option())
	require.NoError(t, rt.VM().Set("more", func() bool { return time.Since(began) < d }))
	ctx, cancel := context.WithTimeout(bg, d+5*time.Minute)
	defer cancel()
	seed := began.UnixNano()&0x7fffffff | 1
	require.NoError(t, rt.Run(ctx, "soak.js", fmt.Sprintf("const SEED = %d;", seed)+soakMain), "seed %d", seed)
	v, err := rt.Eval(bg, `[done, [...owed].every(id => thrown.has(id)), ends > 0, arrived > 0].join()`)
	require.NoError(t, err)
	assert.Equal(t, "true,true,true,true", v.String())
	v, err = rt.Eval(bg, "`${parcels} parcels: ${arrived} arrived, ${lost} were lost with ${ends} workers; ${thrown.size} errors`")
	require.NoError(t, err)
	t.Log(v)
}
