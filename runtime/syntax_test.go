package runtime_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

func TestSyntaxError(t *testing.T) {
	for _, c := range []struct {
		name, source string
		line, column int
		text         string
		module       bool
	}{
		{"first line", "a b", 1, 3, "a b", false},
		{"later line", "ok()\n\n  let x = ;\nmore()", 3, 11, "  let x = ;", false},
		{"CRLF", "ok()\r\n'use'; a b\r\nmore()", 2, 10, "'use'; a b", false},
		{"multi-byte characters before it", "'äöü€'; a b", 1, 11, "'äöü€'; a b", false},
		{"characters beyond the BMP before it", "'😀'; a b", 1, 8, "'😀'; a b", false},
		{"multi-byte characters in the lines before", "// äöü\n// 😀\na b", 3, 3, "a b", false},
		{"tabs", "\t\ta b", 1, 5, "\t\ta b", false},
		{"the end", "f(", 1, 3, "f(", false},
		{"the end after a newline", "f(\n", 2, 1, "", false},
		{"found by the compiler", "let x;\nlet x;", 2, 5, "let x;", false},
		{"after a hashbang", "#!/usr/bin/env gojs\na b", 2, 3, "a b", false},
		{"return outside a function", "\nreturn 1", 2, 1, "return 1", false},
		{"import", "'ä';\nimport x from 'y'", 2, 1, "import x from 'y'", true},
		{"export", "export const a = 1", 1, 1, "export const a = 1", true},
		{"top-level await", "\nawait f()", 2, 1, "await f()", true},
		{"top-level await of a parenthesis", "const x = await (f())", 1, 11, "const x = await (f())", true},
		{"for await", "async function f(xs) {\n\tfor await (const x of xs) f(x)\n}", 2, 6, "\tfor await (const x of xs) f(x)", false},
		{"an async generator", "async function* f() { yield 1 }", 1, 1, "async function* f() { yield 1 }", false},
		{"an async generator as a method", "({ async *f() { yield 1 } })", 1, 4, "({ async *f() { yield 1 } })", false},
		{"an unterminated string", "x = 'abc\ny", 1, 5, "x = 'abc", false},
		{"an invalid regular expression", "/(/", 1, 1, "/(/", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			rt, _ := newRuntime(t)
			err := rt.Run(bg, "dir/main.js", c.source)
			var e *runtime.SyntaxError
			require.ErrorAs(t, err, &e)
			assert.Equal(t, "dir/main.js", e.File)
			assert.Equal(t, [2]int{c.line, c.column}, [2]int{e.Line, e.Column}, e.Error())
			assert.Equal(t, c.text, e.Text)
			assert.Equal(t, c.module, e.Module)
			_, err = rt.Eval(bg, c.source)
			assert.ErrorAs(t, err, &e, "Eval")
		})
	}
	t.Run("message", func(t *testing.T) {
		rt, _ := newRuntime(t)
		assert.EqualError(t, rt.Run(bg, "main.js", "ok()\n\tf('ä', a b)"),
			"main.js:2:11\n\tf('ä', a b)\n\t         ^\nSyntaxError: Unexpected identifier")
		assert.ErrorContains(t, rt.Run(bg, "main.js", "import x from 'y'"),
			"SyntaxError: import makes this an ES module, and modules are not supported yet")
	})
	t.Run("message of what is not supported", func(t *testing.T) {
		rt, _ := newRuntime(t)
		for source, message := range map[string]string{
			"async () => { for await (const x of y); }": "SyntaxError: for await is not supported yet: await each promise in a loop",
			"class A { async *f() {} }":                 "SyntaxError: Async generators are not supported yet",
			"class A { static async * f() {} }":         "SyntaxError: Async generators are not supported yet",
		} {
			assert.ErrorContains(t, rt.Run(bg, "main.js", source), message)
		}
	})
	t.Run("nothing ran", func(t *testing.T) {
		rt, l := newRuntime(t)
		require.Error(t, rt.Run(bg, "main.js", "log('ran'); a b"))
		require.NoError(t, rt.Wait(bg))
		assert.Empty(t, l.all())
	})
	t.Run("scripts for which await is a name", func(t *testing.T) {
		rt, l := newRuntime(t)
		require.NoError(t, rt.Run(bg, "main.js", "var await = 5; log(await)"))
		require.NoError(t, rt.Run(bg, "main.js", "log(({ await: 6 }).await)"))
		assert.Equal(t, []string{"5", "6"}, l.all())
	})
}

// The engine's parser panics at this escape.
func TestLargestCodePoint(t *testing.T) {
	rt, err := runtime.New()
	require.NoError(t, err)
	defer rt.Close()
	for source, want := range map[string]any{
		`'\u{10FFFF}'.codePointAt(0)`:            int64(0x10FFFF),
		"`\\u{0010ffff}`.length":                 int64(2),
		`'\u{10FFFF}' + '\\u{10FFFF}'`:           "\U0010FFFF\\u{10FFFF}",
		`/^\u{10FFFF}$/u.test('\u{10FFFF}')`:     true,
		`({ '\u{10FFFF}': 1 })['\u{10FFFF}']`:    int64(1),
		`'\\\u{10FFFF}'.codePointAt(1) > 0xFFFF`: true,
	} {
		v, err := rt.Eval(context.Background(), source)
		require.NoError(t, err, source)
		assert.Equal(t, want, v.Export(), source)
	}
}
