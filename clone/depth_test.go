package clone_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/clone"
)

// A million levels: neither the stack nor the time explodes. (A quadratic algorithm would take hours.)
func TestDepth(t *testing.T) {
	for _, tc := range []struct {
		name, nest, unnest string
		levels             int
	}{
		{"objects", `({o: v})`, `v.o`, 1_000_000},
		{"arrays", `[v]`, `v[0]`, 1_000_000},
		{"arrays with holes", `[, v]`, `v[1]`, 100_000},
		{"Maps by value", `new Map([[1, v]])`, `v.get(1)`, 100_000},
		{"Maps by key", `new Map([[v, 1]])`, `v.keys().next().value`, 100_000},
		{"Sets", `new Set([v])`, `v.values().next().value`, 100_000},
		{"causes", `Object.defineProperty(new Error, 'cause', {value: v})`, `v.cause`, 100_000},
		{"all by turns", `[{a: new Map([[new Set([v]), 1]])}]`, `[...v[0].a.keys().next().value][0]`, 50_000},
	} {
		t.Run(tc.name, func(t *testing.T) {
			levels := tc.levels
			if testing.Short() {
				levels /= 10
			}
			vm, other := goja.New(), goja.New()
			v := run(t, vm, fmt.Sprintf(`var v = 'core'; for (let i = 0; i < %d; i++) v = %s; v`, levels, tc.nest))
			define(t, other, "v", send(t, vm, v, other))
			check(t, other, fmt.Sprintf(`for (let i = 0; i < %d; i++) v = %s; v === 'core'`, levels, tc.unnest))
		})
	}
}

func TestDepthOfGoValues(t *testing.T) {
	const levels = 1_000_000
	var list any
	for range levels {
		list = []any{list}
	}
	record, err := clone.FromGo(list)
	require.NoError(t, err)
	v, err := record.ToGo()
	require.NoError(t, err)
	for range levels {
		v = v.([]any)[0]
	}
	assert.Nil(t, v)

	err = errors.New("core")
	for range levels {
		err = &wrapper{err}
	}
	record, err = clone.FromGo(err)
	require.NoError(t, err)
	v, err = record.ToGo()
	require.NoError(t, err)
	for range levels {
		v = v.(*clone.ErrorValue).Unwrap()
	}
	assert.Equal(t, "core", v.(*clone.ErrorValue).Message)
}

type wrapper struct{ err error }

func (w *wrapper) Error() string { return "wrapped" }
func (w *wrapper) Unwrap() error { return w.err }

// TestDepth for wide objects: a quadratic algorithm would take hours here too.
func TestWidth(t *testing.T) {
	vm, other := goja.New(), goja.New()
	v := run(t, vm, `
		var o = {}, a = [], m = new Map, n = 0, shared = {};
		for (let i = 0; i < 100000; i++) {
			Object.defineProperty(o, 'k' + i, {get() { n++; return shared }, enumerable: true});
			a.push({i, shared});
			m.set({i}, shared);
		}
		[o, a, m]`)
	define(t, other, "c", send(t, vm, v, other))
	check(t, vm, `n === 100000`)
	check(t, other, `c[1].length === 100000 && c[1][99999].i === 99999 && c[2].size === 100000 && c[0].k99999 === c[1][5].shared && [...c[2].values()][7] === c[0].k1`)
}
