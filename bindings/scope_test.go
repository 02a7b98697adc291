package bindings_test

import (
	"errors"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/eventloop"
	"github.com/gojs-runtime/gojs/internal/bindingstest"
	"github.com/gojs-runtime/gojs/port"
)

func TestDo(t *testing.T) {
	var reported []string
	e := bindingstest.New(t, bindings.WithUncaught(func(u *bindings.Uncaught) { reported = append(reported, u.Value.String()) }))
	e.Set("interrupt", func() { e.VM.Interrupt("enough") })
	e.Run(`
		var target = new EventTarget(), o = { get endless() { interrupt(); for (;;); }, get fails() { throw 'thrown' } };
		target.addEventListener('endless', () => { interrupt(); for (;;); });
		target.addEventListener('x', () => log('listener'))`)
	do := func(f func(vm *goja.Runtime)) {
		e.Loop.Post(eventloop.TaskFunc(func() { e.Scope.Do(f) }))
		require.NoError(t, e.Loop.Run(t.Context()))
	}
	get := func(name string) { do(func(vm *goja.Runtime) { vm.Get("o").(*goja.Object).Get(name) }) }
	dispatch := func(typ string) {
		do(func(vm *goja.Runtime) {
			if _, err := vm.RunString("target.dispatchEvent(new Event('" + typ + "'))"); err != nil {
				panic(err)
			}
		})
	}
	dispatch("endless")
	dispatch("x")
	get("endless")
	get("fails")
	dispatch("x")
	do(func(vm *goja.Runtime) { panic(vm.NewTypeError("mine")) })
	assert.Equal(t, []string{"listener", "listener"}, e.Logged())
	assert.Equal(t, []string{"thrown", "TypeError: mine"}, reported)
	assert.PanicsWithValue(t, "bug", func() { e.Scope.Do(func(*goja.Runtime) { panic("bug") }) })
}

func TestRecordsCrossEngines(t *testing.T) {
	a, b := bindingstest.New(t), bindingstest.New(t)
	v, err := a.VM.RunString("var buffer = new ArrayBuffer(8), { port1, port2 } = new MessageChannel(); ({ buffer, port: port2, list: [new Date(0)] })")
	require.NoError(t, err)
	record, err := a.Scope.Serialize(v, a.VM.Get("buffer").(*goja.Object), a.VM.Get("port2").(*goja.Object))
	require.NoError(t, err)
	assert.EqualValues(t, 0, a.VM.Get("buffer").ToObject(a.VM).Get("byteLength").ToInteger())
	copied, transferred, err := b.Scope.Deserialize(record)
	require.NoError(t, err)
	assert.Len(t, transferred, 2)
	b.Set("copied", copied)
	assert.Equal(t, []string{"8 true 0"}, b.Run("log(copied.buffer.byteLength, copied.port instanceof MessagePort, copied.list[0].getTime()); copied.port.postMessage('across')"))
	assert.Equal(t, []string{"across"}, a.Run("port1.onmessage = e => log(e.data)"))

	_, err = a.Scope.Serialize(a.VM.ToValue(func() {}))
	assert.ErrorContains(t, err, "DataCloneError")
	v, err = a.VM.RunString("({ get a() { throw new RangeError('mine') } })")
	require.NoError(t, err)
	_, err = a.Scope.Serialize(v)
	var exception *goja.Exception
	require.True(t, errors.As(err, &exception))
	assert.Contains(t, exception.Error(), "RangeError: mine")
}

func TestScopeClose(t *testing.T) {
	e := bindingstest.New(t)
	other := bindingstest.New(t)
	ours, theirs := port.NewChannel()
	e.Set("port", e.Scope.NewMessagePort(ours))
	other.Set("port", other.Scope.NewMessagePort(theirs))
	assert.Equal(t, []string{"ran"}, e.Run("setTimeout(() => log('ran'))"))
	_, err := e.VM.RunString("setTimeout(() => log('never')); setInterval(() => log('never'), 1); port.postMessage('last')")
	require.NoError(t, err)
	e.Scope.Close()
	e.Scope.Close()
	assert.Empty(t, e.Run(""), "timers are disarmed: nothing keeps the loop up")
	assert.Equal(t, []string{"last", "close"}, other.Run("port.onmessage = e => log(e.data); port.onclose = () => log('close')"))
	// Ports that come too late are dead.
	assert.Equal(t, []string{}, append([]string{}, e.Run("const { port1, port2 } = new MessageChannel(); port1.onmessage = e => log(e.data); port2.postMessage(1)")...))
}
