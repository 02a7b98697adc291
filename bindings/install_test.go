package bindings_test

import (
	"errors"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
)

func TestInstallTwice(t *testing.T) {
	e := newEngine(t)
	_, err := bindings.Install(e.vm, bindings.OnLoop(eventloop.New()))
	assert.EqualError(t, err, "bindings: Install was already called on this goja.Runtime; one engine has one global scope")
	assert.Equal(t, []string{"works"}, e.run("setTimeout(() => log('works'))"), "the first one is as it was")
}

func TestInstallOnAFrozenGlobal(t *testing.T) {
	vm := goja.New()
	_, err := vm.RunString("Object.freeze(globalThis)")
	require.NoError(t, err)
	_, err = bindings.Install(vm, bindings.OnLoop(eventloop.New()))
	assert.Error(t, err)
}

// The engine may have globals and values of its own.
func TestInstallBesideTheEmbeddersOwn(t *testing.T) {
	vm := goja.New()
	require.NoError(t, vm.Set("mine", 1))
	require.NoError(t, vm.Set("setTimeout", func() { t.Error("called") }))
	loop := eventloop.New()
	scope, err := bindings.Install(vm, bindings.OnLoop(loop))
	require.NoError(t, err)
	assert.Same(t, vm, scope.VM())
	_, err = vm.RunString("setTimeout(() => { mine++ })")
	require.NoError(t, err)
	require.NoError(t, loop.Run(t.Context()))
	assert.EqualValues(t, 2, vm.Get("mine").ToInteger())
}

// Scripts that replace what the bindings use of the engine get what they replaced, and harm only themselves.
func TestScriptsReplaceIntrinsics(t *testing.T) {
	assert.Equal(t, []string{"data 1,2,3", "microtask", "DataCloneError", "true", "AbortError"}, newEngine(t).run(`
		let armed = false;
		const descriptor = Object.assign(Object.create(null), { get() { if (armed) log('getter') }, set() {}, configurable: true });
		for (const name of ['Promise', 'Error', 'TypeError', 'Map', 'Uint8Array', 'Object'])
			globalThis[name] = class { constructor() { log('replaced ' + name) } };
		// What a dictionary or a descriptor of ours would inherit. (A member that a script passes is looked up there too.)
		for (const key of ['value', 'get', 'set', 'writable', 'done', 'constructor', 'name', 'message', 'stack', 'transfer'])
			Reflect.defineProperty({}.__proto__, key, descriptor);
		(async () => {}).constructor.prototype.then = () => log('then');
		armed = true;
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = e => {
			log('data', e.data.join());
			queueMicrotask(() => log('microtask'));
			setTimeout(() => {
				try { port1.postMessage(() => {}) } catch (e) { log(e.name) }
				log(new Event('x').type === 'x');
				log(AbortSignal.abort().reason.name);
			});
		};
		port2.postMessage([1, 2, 3])`))
}

func TestScopeClose(t *testing.T) {
	e := newEngine(t)
	other := newEngine(t)
	ours, theirs := newChannel()
	e.set("port", e.scope.NewMessagePort(ours))
	other.set("port", other.scope.NewMessagePort(theirs))
	assert.Equal(t, []string{"ran"}, e.run("setTimeout(() => log('ran'))"))
	_, err := e.vm.RunString("setTimeout(() => log('never')); setInterval(() => log('never'), 1); port.postMessage('last')")
	require.NoError(t, err)
	e.scope.Close()
	e.scope.Close()
	assert.Empty(t, e.run(""), "timers are disarmed: nothing keeps the loop up")
	assert.Equal(t, []string{"last", "close"}, other.run("port.onmessage = e => log(e.data); port.onclose = () => log('close')"))
	// Ports that come too late are dead.
	assert.Equal(t, []string{}, append([]string{}, e.run("const { port1, port2 } = new MessageChannel(); port1.onmessage = e => log(e.data); port2.postMessage(1)")...))
}

func TestLimits(t *testing.T) {
	e := newEngine(t, bindings.WithLimits(bindings.Limits{QueuedMessages: 1, MessageBytes: 1000, Timers: 1}))
	assert.Equal(t, []string{
		"postMessage QuotaExceededError", "structuredClone QuotaExceededError", "setTimeout QuotaExceededError",
	}, e.run(`
		function attempt(name, f) { try { f(); f() } catch (e) { log(name, e.name) } }
		const { port1 } = new MessageChannel();
		attempt('postMessage', () => port1.postMessage(1));
		attempt('structuredClone', () => structuredClone('x'.repeat(2000)));
		attempt('setTimeout', () => setTimeout(() => {}));`))
}

func TestRecordsCrossEngines(t *testing.T) {
	a, b := newEngine(t), newEngine(t)
	v, err := a.vm.RunString("var buffer = new ArrayBuffer(8), { port1, port2 } = new MessageChannel(); ({ buffer, port: port2, list: [new Date(0)] })")
	require.NoError(t, err)
	record, err := a.scope.Serialize(v, a.vm.Get("buffer").(*goja.Object), a.vm.Get("port2").(*goja.Object))
	require.NoError(t, err)
	assert.EqualValues(t, 0, a.vm.Get("buffer").ToObject(a.vm).Get("byteLength").ToInteger())
	copied, transferred, err := b.scope.Deserialize(record)
	require.NoError(t, err)
	assert.Len(t, transferred, 2)
	b.set("copied", copied)
	assert.Equal(t, []string{"8 true 0"}, b.run("log(copied.buffer.byteLength, copied.port instanceof MessagePort, copied.list[0].getTime()); copied.port.postMessage('across')"))
	assert.Equal(t, []string{"across"}, a.run("port1.onmessage = e => log(e.data)"))

	_, err = a.scope.Serialize(a.vm.ToValue(func() {}))
	assert.ErrorContains(t, err, "DataCloneError")
	v, err = a.vm.RunString("({ get a() { throw new RangeError('mine') } })")
	require.NoError(t, err)
	_, err = a.scope.Serialize(v)
	var exception *goja.Exception
	require.True(t, errors.As(err, &exception))
	assert.Contains(t, exception.Error(), "RangeError: mine")
}
