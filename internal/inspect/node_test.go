package inspect_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/engine/enginetest"
	"github.com/gojs-runtime/gojs/internal/inspect"
)

// A nodeCase is an expression and what Node prints for it.
type nodeCase struct {
	line    int
	source  string
	options inspect.Options
	want    string
}

func nodeCases(t testing.TB) []nodeCase {
	f, err := os.Open("testdata/node.txt")
	require.NoError(t, err)
	defer f.Close()
	var cases []nodeCase
	scanner := bufio.NewScanner(f)
	for n := 1; scanner.Scan(); n++ {
		line := scanner.Text()
		switch {
		case strings.HasPrefix(line, "> "):
			c := nodeCase{line: n, source: line[2:]}
			if strings.HasPrefix(c.source, `{"`) {
				options, source, _ := strings.Cut(c.source, "} ")
				c.options, c.source = nodeOptions(t, options+"}"), source
			}
			cases = append(cases, c)
		case strings.HasPrefix(line, "| "):
			c := &cases[len(cases)-1]
			if c.want != "" {
				c.want += "\n"
			}
			c.want += line[2:]
		default:
			require.True(t, strings.HasPrefix(line, "#"), "testdata/node.txt:%d: %q", n, line)
		}
	}
	require.NoError(t, scanner.Err())
	return cases
}

func nodeOptions(t testing.TB, text string) inspect.Options {
	var o struct {
		Depth, MaxArrayLength, MaxStringLength, BreakLength, Compact json.RawMessage
		Colors, ShowHidden, ShowProxy                                bool
	}
	require.NoError(t, json.Unmarshal([]byte(text), &o), text)
	limit := func(raw json.RawMessage) int {
		switch string(raw) {
		case "":
			return 0
		case "null":
			return inspect.Unlimited
		case "0":
			return inspect.None
		}
		var n int
		require.NoError(t, json.Unmarshal(raw, &n), text)
		return n
	}
	return inspect.Options{
		Depth:           limit(o.Depth),
		MaxArrayLength:  limit(o.MaxArrayLength),
		MaxStringLength: limit(o.MaxStringLength),
		Width:           limit(o.BreakLength),
		Compact:         limit(o.Compact),
		Colors:          o.Colors,
		ShowHidden:      o.ShowHidden,
		ShowProxy:       o.ShowProxy,
	}
}

func TestAsNode(t *testing.T) {
	cases := nodeCases(t)
	require.Greater(t, len(cases), 500)
	for _, c := range cases {
		vm := goja.New()
		v, err := vm.RunString("(" + c.source + "\n)")
		if !assert.NoError(t, err, "testdata/node.txt:%d: %s", c.line, c.source) {
			continue
		}
		got := inspect.Format(vm, v, c.options)
		if c.want == got {
			continue
		}
		t.Run(c.source, func(t *testing.T) {
			requireFastForIterators(t, c.want)
			assert.Equal(t, c.want, got, "testdata/node.txt:%d", c.line)
		})
	}
}

// requireFastForIterators skips a test of what an iterator has not returned yet, or of a generator without its prototype.
func requireFastForIterators(t *testing.T, want string) {
	for _, text := range []string{"Map Iterator] {", "Set Iterator] {", " Entries] {", "[Generator: null"} {
		if strings.Contains(want, text) {
			enginetest.RequireFast(t)
		}
	}
}

// TestNotAsNode lists the values that are formatted differently from Node, and why.
func TestNotAsNode(t *testing.T) {
	for _, c := range []struct{ name, source, node, want string }{
		{
			"an accessor for Symbol.toStringTag is code of the script",
			`new (class Foo { get [Symbol.toStringTag]() { return 'bar' } })`,
			`Foo [bar] {}`,
			`Foo {}`,
		},
		{
			"so is an accessor for flags",
			`Object.defineProperty(/a/, 'flags', { get() { throw 1 } })`,
			``, // throws
			`/a/`,
		},
		{
			"so is a trap for the prototype of a prototype",
			`Object.setPrototypeOf({ a: 1 }, new Proxy({}, { getPrototypeOf() { return null } }))`,
			`Object <{}> { a: 1 }`,
			`{ a: 1 }`,
		},
		{
			"a proxy of a proxy is shown as what is behind both",
			`new Proxy(new Proxy(new Map([[1, 2]]), {}), {})`,
			`Map {}`,
			`Map(1) { 1 => 2 }`,
		},
		{
			"an ArrayBuffer is measured without its accessors",
			`Object.setPrototypeOf(new ArrayBuffer(1), null)`,
			"[ArrayBuffer: null prototype] {\n  [Uint8Contents]: <00>,\n  byteLength: undefined\n}",
			`[ArrayBuffer: null prototype] { [Uint8Contents]: <00>, byteLength: 1 }`,
		},
		{
			"what makes a class is not the beginning of its source",
			`class Bar extends (class {}) {}`,
			`[Function: Bar]`,
			`[class Bar]`,
		},
		{
			"goja has no arguments and caller on functions",
			`[(function () { return arguments })(1), function f() {}]`,
			`[ [Arguments] { '0': 1 }, [Function: f] ]`,
			`[ [Arguments] { '0': 1 }, [Function: f] ]`,
		},
	} {
		vm := goja.New()
		v, err := vm.RunString("(" + c.source + ")")
		require.NoError(t, err, c.source)
		assert.Equal(t, c.want, inspect.Format(vm, v, inspect.Options{}), c.name)
	}
}
