package html_test

import (
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/internal/bindingstest"
)

// Without WithUncaught the exceptions go to the console's error output, and everything goes on.
func TestUncaughtGoesToStderr(t *testing.T) {
	e := bindingstest.New(t)
	assert.Equal(t, []string{"goes on"}, e.Run(`
		setTimeout(() => log('goes on'), 5);
		Promise.reject(new RangeError('rejected'));
		throw new Error('thrown')`))
	assert.Equal(t, "Uncaught Error: thrown\n    at test.js:4:9\nUncaught (in promise) RangeError: rejected\n    at test.js:3:18\n", e.Stderr.String())
}

func TestUncaught(t *testing.T) {
	var got []*bindings.Uncaught
	e := bindingstest.New(t, bindings.WithUncaught(func(u *bindings.Uncaught) { got = append(got, u) }))
	e.Set("fail", func() error { return io.ErrUnexpectedEOF })
	e.Run(`
		var thrown = new Error('thrown');
		function f() { throw thrown }
		setTimeout(fail);
		Promise.reject(thrown);
		f()`)
	require.Len(t, got, 3)
	assert.True(t, got[0].Value.SameAs(e.VM.Get("thrown")))
	assert.False(t, got[0].Promise)
	assert.Equal(t, 2, got[0].Stack[0].Position().Line, "where it was made")
	assert.True(t, got[1].Promise || got[2].Promise)

	for _, u := range got {
		d := e.Scope.Explain(u)
		switch {
		case u.Promise:
			assert.Equal(t, "Uncaught (in promise) Error: thrown\n    at test.js:2:16", d.Text)
		case errors.Is(d.Err, io.ErrUnexpectedEOF):
			assert.Equal(t, "GoError: unexpected EOF", d.Message)
		default:
			assert.Equal(t, bindings.Explanation{Value: u.Value, Message: "Error: thrown",
				Text: "Uncaught Error: thrown\n    at test.js:2:16", File: "test.js", Line: 2, Column: 16}, d)
		}
	}
}

func TestReportException(t *testing.T) {
	report := func(t *testing.T, handler string, make func(e *bindingstest.Engine) error) (lines, uncaught []string) {
		e := bindingstest.New(t, bindings.WithUncaught(func(u *bindings.Uncaught) { uncaught = append(uncaught, u.Value.String()) }))
		e.Run(handler)
		e.Scope.ReportException(make(e))
		return e.Logged(), uncaught
	}
	for _, c := range []struct {
		name     string
		handler  string
		make     func(e *bindingstest.Engine) error
		lines    []string
		uncaught []string
	}{
		{"an exception", `onerror = m => log(m)`, func(e *bindingstest.Engine) error {
			_, err := e.VM.RunString("throw 'thrown'")
			return err
		}, []string{"Uncaught thrown"}, []string{"thrown"}},
		{"one that a script handles", `onerror = m => { log(m); return true }`, func(e *bindingstest.Engine) error {
			_, err := e.VM.RunString("throw 'thrown'")
			return err
		}, []string{"Uncaught thrown"}, nil},
		{"a syntax error", `onerror = m => log(m)`, func(e *bindingstest.Engine) error {
			_, err := e.VM.RunString("a b")
			return err
		}, []string{"Uncaught SyntaxError: (anonymous): Line 1:3 Unexpected identifier (and 1 more errors)"}, []string{"SyntaxError: x"}},
		{"a stack overflow", ``, func(e *bindingstest.Engine) error {
			e.VM.SetMaxCallStackSize(100)
			_, err := e.VM.RunString("(function f() { f() })()")
			return err
		}, nil, []string{"RangeError: Maximum call stack size exceeded"}},
		{"an interrupt", `onerror = m => log(m)`, func(e *bindingstest.Engine) error {
			e.VM.Interrupt("enough")
			_, err := e.VM.RunString("for (;;);")
			return err
		}, nil, nil},
		{"a Go error", `onerror = m => log(m)`, func(*bindingstest.Engine) error { return io.EOF }, []string{"Uncaught GoError: EOF"}, []string{"GoError: EOF"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines, uncaught := report(t, c.handler, c.make)
			if c.name == "a syntax error" {
				require.Len(t, lines, 1)
				assert.Regexp(t, "^Uncaught SyntaxError: ", lines[0])
				assert.Len(t, uncaught, 1)
				return
			}
			assert.Equal(t, c.lines, lines)
			assert.Equal(t, c.uncaught, uncaught)
		})
	}
}
