package clone_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/engine"
)

// port is a platform object that can be transferred.
type port struct {
	name     string
	detached bool
	moves    *[]string
}

type movedPort struct{ *port }

func (p *port) CloneDetached() bool { return p.detached }

func (p *port) CloneTransfer() clone.Transferred {
	p.detached = true
	return movedPort{p}
}

func (m movedPort) Discard() { *m.moves = append(*m.moves, "discard "+m.name) }

func newPlatformObject(vm *goja.Runtime, state any) *goja.Object {
	o := vm.NewObject()
	engine.Attach(o, state)
	return o
}

// blob is a platform object that can be serialized; as its own serialized form it is shared.
type blob struct{ text string }

func (b *blob) CloneSerialize() (clone.Serialized, error) {
	if b.text == "broken" {
		return nil, &clone.Error{Name: "DataCloneError", Message: "A Blob is broken."}
	}
	return b, nil
}

func (b *blob) CloneSize() int { return len(b.text) }

// host makes ports and blobs in a runtime, except for the one with its own name.
type host struct {
	vm   *goja.Runtime
	name string
}

func (h host) CloneDeserialize(s clone.Serialized) (*goja.Object, error) {
	b := s.(*blob)
	if h.name == b.text {
		return nil, errors.New("no place for a Blob")
	}
	return newPlatformObject(h.vm, b), nil
}

func (h host) CloneReceive(t clone.Transferred) (*goja.Object, error) {
	m := t.(movedPort)
	if h.name == m.name {
		return nil, errors.New("refused " + m.name)
	}
	*m.moves = append(*m.moves, fmt.Sprintf("receive %s at %s", m.name, h.name))
	return newPlatformObject(h.vm, &port{name: m.name, moves: m.moves}), nil
}

// newHost returns a Cloner with a host.
func newHost(vm *goja.Runtime, name string) *clone.Cloner { return clone.New(vm, host{vm, name}) }

func define(t testing.TB, vm *goja.Runtime, name string, v any) {
	t.Helper()
	require.NoError(t, vm.Set(name, v))
}

func objects(t testing.TB, vm *goja.Runtime, names ...string) []*goja.Object {
	t.Helper()
	var list []*goja.Object
	for _, name := range names {
		list = append(list, run(t, vm, name).(*goja.Object))
	}
	return list
}

func TestPlatformObjects(t *testing.T) {
	vm, other := goja.New(), goja.New()
	define(t, vm, "blob", newPlatformObject(vm, &blob{"text"}))
	define(t, vm, "broken", newPlatformObject(vm, &blob{"broken"}))
	define(t, vm, "plain", newPlatformObject(vm, "no state that can be cloned"))
	run(t, vm, `class Port {}; class Event {}`)
	p := newPlatformObject(vm, &port{name: "p"})
	define(t, vm, "port", p)
	run(t, vm, `Object.setPrototypeOf(port, Port.prototype); Object.setPrototypeOf(plain, Event.prototype)`)

	record, err := clone.Serialize(vm, run(t, vm, `blob.expando = 1; ({a: blob, b: [blob]})`), clone.Options{})
	require.NoError(t, err)
	c, _, err := newHost(other, "").Deserialize(record)
	require.NoError(t, err)
	define(t, other, "c", c)
	check(t, other, `c.a === c.b[0] && c.a.expando === undefined`)
	state, _ := engine.StateOf(run(t, other, `c.a`).(*goja.Object))
	assert.Equal(t, &blob{"text"}, state)

	for v, message := range map[string]string{
		`[broken]`:   "A Blob is broken.",
		`({plain})`:  "#<Event> could not be cloned.",
		`[[[port]]]`: "A Port could not be cloned because it was not transferred.",
	} {
		_, err := clone.Serialize(vm, run(t, vm, v), clone.Options{})
		var dce *clone.Error
		require.ErrorAs(t, err, &dce, v)
		assert.Equal(t, message, dce.Message)
	}

	record, err = clone.Serialize(vm, run(t, vm, `[blob]`), clone.Options{})
	require.NoError(t, err)
	_, _, err = newHost(other, "text").Deserialize(record)
	assert.EqualError(t, err, "no place for a Blob")
}

func TestTransfer(t *testing.T) {
	vm, other := goja.New(), goja.New()
	var moves []string
	define(t, vm, "port", newPlatformObject(vm, &port{name: "p", moves: &moves}))
	v := run(t, vm, `var buffer = new Uint8Array([1, 2, 3, 4]).buffer, view = new Uint16Array(buffer, 2); ({port, list: [view, buffer, port]})`)

	record, err := clone.Serialize(vm, v, clone.Options{Transfer: objects(t, vm, "port", "buffer")})
	require.NoError(t, err)
	check(t, vm, `buffer.byteLength === 0 && view.length === 0`)
	state, _ := engine.StateOf(objects(t, vm, "port")[0])
	assert.True(t, state.(*port).detached)

	c, transferred, err := newHost(other, "there").Deserialize(record)
	require.NoError(t, err)
	assert.Equal(t, []string{"receive p at there"}, moves)
	require.Len(t, transferred, 2)
	define(t, other, "c", c)
	define(t, other, "p", transferred[0])
	define(t, other, "b", transferred[1])
	check(t, other, `c.port === p && c.list[2] === p && c.list[1] === b && c.list[0].buffer === b && c.list[0].byteOffset === 2`)
	check(t, other, `String(new Uint8Array(b)) === '1,2,3,4'`)
	record.Discard()
	assert.Len(t, moves, 1, "a record that was received has nothing to discard")
}

// Without a host nothing can make platform objects, and what was transferred is discarded.
func TestNoHost(t *testing.T) {
	vm := goja.New()
	var moves []string
	define(t, vm, "blob", newPlatformObject(vm, &blob{"text"}))
	define(t, vm, "port", newPlatformObject(vm, &port{name: "p", moves: &moves}))
	for v, message := range map[string]string{
		`[1, blob]`: "DataCloneError: A *clone_test.blob can only be received where bindings are installed.",
		`port`:      "DataCloneError: A clone_test.movedPort can only be received where bindings are installed.",
	} {
		opt := clone.Options{}
		if v == "port" {
			opt.Transfer = objects(t, vm, "port")
		}
		record, err := clone.Serialize(vm, run(t, vm, v), opt)
		require.NoError(t, err)
		_, _, err = record.Deserialize(goja.New())
		assert.EqualError(t, err, message)
	}
	assert.Equal(t, []string{"discard p"}, moves)
}

func TestTransferDoesNotCopy(t *testing.T) {
	vm, other := goja.New(), goja.New()
	data := make([]byte, 64)
	buffer := vm.NewArrayBuffer(data)
	c := send(t, vm, vm.ToValue(buffer), other, vm.ToValue(buffer).(*goja.Object))
	assert.True(t, buffer.Detached())
	assert.Same(t, &data[0], &c.Export().(goja.ArrayBuffer).Bytes()[0])
}

func TestTransferWithoutUse(t *testing.T) {
	vm := goja.New()
	var moves []string
	define(t, vm, "port", newPlatformObject(vm, &port{name: "p", moves: &moves}))
	run(t, vm, `var buffer = new ArrayBuffer(4)`)
	record, err := clone.Serialize(vm, goja.Undefined(), clone.Options{Transfer: objects(t, vm, "buffer", "port")})
	require.NoError(t, err)
	check(t, vm, `buffer.byteLength === 0`)
	assert.Empty(t, moves)
	_, err = record.Copy()
	assert.Error(t, err)
	record.Discard()
	record.Discard()
	assert.Equal(t, []string{"discard p"}, moves)
	_, _, err = record.Deserialize(vm)
	assert.ErrorIs(t, err, clone.ErrReceived)
}

func TestTransferErrorsLeaveAllAsItWas(t *testing.T) {
	for _, tc := range []struct {
		name, v  string
		transfer []string
		max      int
		message  string
	}{
		{"duplicate", `1`, []string{"buffer", "port", "buffer"}, 0, "ArrayBuffer at index 2 is a duplicate of an earlier ArrayBuffer."},
		{"duplicate port", `1`, []string{"buffer", "port", "port"}, 0, "Port at index 2 is a duplicate of an earlier Port."},
		{"object", `1`, []string{"buffer", "({})"}, 0, "Value at index 1 does not have a transferable type."},
		{"view", `1`, []string{"buffer", "new Uint8Array(buffer)"}, 0, "Value at index 1 does not have a transferable type."},
		{"serializable", `1`, []string{"port", "blob"}, 0, "Value at index 1 does not have a transferable type."},
		{"function", `1`, []string{"port", "(() => {})"}, 0, "Value at index 1 does not have a transferable type."},
		{"proxy", `1`, []string{"port", "new Proxy(buffer, {})"}, 0, "Value at index 1 does not have a transferable type."},
		{"detached buffer", `1`, []string{"buffer", "port", "detached"}, 0, "ArrayBuffer at index 2 is already detached."},
		{"detached port", `1`, []string{"buffer", "port", "gone"}, 0, "Port at index 2 is already detached."},
		{"not cloneable", `() => {}`, []string{"buffer", "port"}, 0, "() => {} could not be cloned."},
		{"another port", `({other})`, []string{"buffer", "port"}, 0, "A Port could not be cloned because it was not transferred."},
		{"getter that throws", `({get a() { throw 'boo' }})`, []string{"buffer", "port"}, 0, "boo"},
		{"getter that detaches", `({get a() { detach(victim) }})`, []string{"buffer", "port", "victim"}, 0, "ArrayBuffer at index 2 is already detached."},
		{"view of a detached buffer", `({get a() { detach(victim) }, v: new DataView(victim)})`, []string{"buffer", "victim"}, 0,
			"An ArrayBuffer is detached and could not be cloned."},
		{"too large", `1`, []string{"buffer", "port"}, 100, "limit"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			vm := goja.New()
			var moves []string
			p := &port{name: "p", moves: &moves}
			define(t, vm, "port", newPlatformObject(vm, p))
			define(t, vm, "other", newPlatformObject(vm, &port{name: "other"}))
			define(t, vm, "gone", newPlatformObject(vm, &port{name: "gone", detached: true}))
			define(t, vm, "blob", newPlatformObject(vm, &blob{"text"}))
			define(t, vm, "detach", func(call goja.FunctionCall) goja.Value {
				call.Argument(0).Export().(goja.ArrayBuffer).Detach()
				return nil
			})
			run(t, vm, `class Port {}; [port, other, gone].forEach(p => Object.setPrototypeOf(p, Port.prototype));
				var buffer = new ArrayBuffer(1000), victim = new ArrayBuffer(8), detached = new ArrayBuffer(8); detach(detached)`)
			_, err := clone.Serialize(vm, run(t, vm, tc.v), clone.Options{Transfer: objects(t, vm, tc.transfer...), MaxBytes: tc.max})
			require.ErrorContains(t, err, tc.message)
			check(t, vm, `buffer.byteLength === 1000`)
			assert.False(t, p.detached)
			assert.Empty(t, moves)
		})
	}
}

// If one object cannot be received, all are discarded, those that were received too.
func TestFailedReceipt(t *testing.T) {
	for _, tc := range []struct {
		name, v string
		host    string
		moves   []string
	}{
		{"first refuses", `1`, "a", []string{"discard a", "discard b", "discard c"}},
		{"second refuses", `1`, "b", []string{"receive a at b", "discard b", "discard a", "discard c"}},
		{"serialized refuses", `[a, blob]`, "text",
			[]string{"receive a at text", "receive b at text", "receive c at text", "discard a", "discard b", "discard c"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			vm := goja.New()
			var moves []string
			for _, name := range []string{"a", "b", "c"} {
				define(t, vm, name, newPlatformObject(vm, &port{name: name, moves: &moves}))
			}
			define(t, vm, "blob", newPlatformObject(vm, &blob{"text"}))
			record, err := clone.Serialize(vm, run(t, vm, tc.v), clone.Options{Transfer: objects(t, vm, "a", "b", "c")})
			require.NoError(t, err)
			v, transferred, err := newHost(goja.New(), tc.host).Deserialize(record)
			require.Error(t, err)
			assert.Nil(t, v)
			assert.Nil(t, transferred)
			assert.Equal(t, tc.moves, moves)
			record.Discard()
			assert.Equal(t, tc.moves, moves)
		})
	}
}

func newBare(vm *goja.Runtime) *clone.Cloner { return clone.New(vm, nil) }

// A message that is nothing but a transferred ArrayBuffer has a way of its own, which behaves like the other.
func TestTransferredBufferAlone(t *testing.T) {
	for name, newCloner := range map[string]func(*goja.Runtime) *clone.Cloner{"buffer": newBare, "ordered": clone.NewOrdered} {
		t.Run(name, func(t *testing.T) {
			vm := goja.New()
			c := newCloner(vm)
			run := func(source string) goja.Value {
				v, err := vm.RunString(source)
				require.NoError(t, err)
				return v
			}
			buffer := run("var buffer = new Uint8Array([1, 2, 3]).buffer; buffer").(*goja.Object)
			transfer := []*goja.Object{buffer}

			_, err := c.Serialize(buffer, clone.Options{Transfer: transfer, MaxBytes: 10})
			require.ErrorContains(t, err, "larger than the limit of 10 bytes")
			assert.EqualValues(t, 3, run("buffer.byteLength").ToInteger(), "nothing was transferred")

			rec, err := c.Serialize(buffer, clone.Options{Transfer: transfer, MaxBytes: 100})
			require.NoError(t, err)
			assert.Equal(t, 16+3, rec.Size())
			assert.EqualValues(t, 0, run("buffer.byteLength").ToInteger())
			_, err = c.Serialize(buffer, clone.Options{Transfer: transfer})
			require.ErrorContains(t, err, "ArrayBuffer at index 0 is already detached")

			_, err = c.DeserializeCopy(rec)
			require.Error(t, err, "what is transferred arrives once")
			v, transferred, err := c.Deserialize(rec)
			require.NoError(t, err)
			require.Equal(t, []goja.Value{v}, transferred)
			require.NoError(t, vm.Set("received", v))
			assert.Equal(t, "1,2,3", run("String(new Uint8Array(received))").String())
			assert.True(t, run("received instanceof ArrayBuffer && received !== buffer").ToBoolean())
			_, _, err = c.Deserialize(rec)
			require.ErrorIs(t, err, clone.ErrReceived)

			rec, err = c.Serialize(v, clone.Options{Transfer: []*goja.Object{v.(*goja.Object)}})
			require.NoError(t, err)
			rec.Discard()
			_, _, err = c.Deserialize(rec)
			require.ErrorIs(t, err, clone.ErrReceived)
		})
	}
}
