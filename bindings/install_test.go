package bindings_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/bindingstest"
	"github.com/gojs-runtime/gojs/internal/engine"
)

func TestInstallTwice(t *testing.T) {
	e := bindingstest.New(t)
	_, err := bindings.Install(e.VM, bindings.OnLoop(eventloop.New()))
	assert.EqualError(t, err, "bindings: Install was already called on this goja.Runtime; one engine has one global scope")
	assert.Equal(t, []string{"works"}, e.Run("setTimeout(() => log('works'))"), "the first one is as it was")
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
	assert.Equal(t, []string{"data 1,2,3", "microtask", "DataCloneError", "true", "AbortError"}, bindingstest.New(t).Run(`
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

func TestLimits(t *testing.T) {
	e := bindingstest.New(t, bindings.WithLimits(bindings.Limits{QueuedMessages: 1, MessageBytes: 1000, Timers: 1}))
	assert.Equal(t, []string{
		"postMessage QuotaExceededError", "structuredClone QuotaExceededError", "setTimeout QuotaExceededError",
	}, e.Run(`
		function attempt(name, f) { try { f(); f() } catch (e) { log(name, e.name) } }
		const { port1 } = new MessageChannel();
		attempt('postMessage', () => port1.postMessage(1));
		attempt('structuredClone', () => structuredClone('x'.repeat(2000)));
		attempt('setTimeout', () => setTimeout(() => {}));`))
}

func TestWithGlobal(t *testing.T) {
	made := 0
	vm := goja.New()
	_, err := bindings.Install(vm, bindings.OnLoop(eventloop.New()), bindings.WithGlobal("answer", func(s *bindings.Scope) goja.Value {
		assert.Same(t, vm, s.VM())
		made++
		return vm.ToValue(42)
	}))
	require.NoError(t, err)
	if engine.Fast() {
		assert.Zero(t, made, "nothing has asked for it")
	}
	v, err := vm.RunString(`answer + ' ' + answer + JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, 'answer'))`)
	require.NoError(t, err)
	assert.Equal(t, `42 42{"value":42,"writable":true,"enumerable":false,"configurable":true}`, v.String())
	assert.Equal(t, 1, made)
}

// What panics leaves nothing half made.
func TestWithGlobalThatPanics(t *testing.T) {
	if !engine.Fast() {
		t.Skip("Install panics")
	}
	vm := goja.New()
	tries := 0
	_, err := bindings.Install(vm, bindings.OnLoop(eventloop.New()), bindings.WithGlobal("answer", func(*bindings.Scope) goja.Value {
		if tries++; tries == 1 {
			panic(vm.NewTypeError("not yet"))
		}
		if tries == 2 {
			panic("a mistake in Go")
		}
		return vm.ToValue(42)
	}))
	require.NoError(t, err)
	v, err := vm.RunString(`try { answer } catch (e) { e.message + ('answer' in globalThis) }`)
	require.NoError(t, err)
	assert.Equal(t, "not yettrue", v.String())
	assert.PanicsWithValue(t, "a mistake in Go", func() { _, _ = vm.RunString(`answer`) })
	v, err = vm.RunString(`answer`)
	require.NoError(t, err)
	assert.EqualValues(t, 42, v.ToInteger())
}

// The global object that scripts see may be another, which inherits from the one that the interfaces are on.
func TestAnotherGlobalObject(t *testing.T) {
	vm := goja.New()
	_, err := bindings.Install(vm, bindings.OnLoop(eventloop.New()))
	require.NoError(t, err)
	vm.SetGlobalObject(vm.CreateObject(vm.GlobalObject()))
	v, err := vm.RunString(`new MessageChannel().port1 instanceof MessagePort && new MessageEvent('x').isTrusted === false && typeof setTimeout`)
	require.NoError(t, err)
	assert.Equal(t, "function", v.String())
}
