package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// endless are scripts that say "ready" and then never end.
var endless = map[string]string{
	"in the script":  "console.log('ready'); for (;;);",
	"in a timer":     "setTimeout(() => { console.log('ready'); for (;;); })",
	"in a microtask": "console.log('ready'); const f = () => Promise.resolve().then(f); f()",
	"in onmessage": "const { port1, port2 } = new MessageChannel(); port2.postMessage(1); " +
		"port1.onmessage = () => { console.log('ready'); for (;;); }",
	"in a listener":        "addEventListener('x', () => { console.log('ready'); for (;;); }); dispatchEvent(new Event('x'))",
	"in try and finally":   "try { console.log('ready'); for (;;); } catch { console.log('no') } finally { console.log('no') }",
	"ping-pong":            "const { port1, port2 } = new MessageChannel(); port1.onmessage = port2.onmessage = e => e.target.postMessage(1); port1.postMessage(1); console.log('ready')",
	"an armed timer":       "console.log('ready'); setTimeout(() => console.log('no'), 3_600_000)",
	"with --keep-going":    "console.log('ready'); setInterval(() => {}, 1)",
	"a backtracking match": "console.log('ready'); /(a+)+\\1$/.test('a'.repeat(60) + 'b')",
}

func TestSignalsEndAProgram(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send these signals to another on Windows")
	}
	for name, source := range endless {
		for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
			t.Run(name+"/"+s.String(), func(t *testing.T) {
				t.Parallel()
				args := []string{"run", "-e", source}
				if strings.Contains(name, "--keep-going") {
					args = []string{"run", "--keep-going", "-e", source}
				}
				p := start(t, args...)
				require.Equal(t, "ready", p.line())
				p.signal(s)
				assert.Equal(t, result{code: 128 + int(s)}, p.wait())
			})
		}
	}
}

// Nothing runs yet while standard input is read, and the read cannot be interrupted.
func TestSignalWhileStandardInputIsRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send these signals to another on Windows")
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), binary, "run", "-")
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	// More than a pipe holds: when the write returns, gojs is reading.
	_, err = io.WriteString(stdin, "console.log('never');"+strings.Repeat("\n", 1<<20))
	require.NoError(t, err)
	require.NoError(t, cmd.Process.Signal(os.Interrupt))
	_ = cmd.Wait()
	assert.Equal(t, result{code: 130}, result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()})
}

func TestTimeoutDuringOneMatch(t *testing.T) {
	r := start(t, "run", "--timeout", "50ms", "-e", endless["a backtracking match"]).wait()
	assert.Equal(t, result{exitTimeout, "ready\n", "gojs: [eval]: timed out after 50ms\n"}, r)
}

func TestClosedPipe(t *testing.T) {
	for _, source := range []string{
		"for (let i = 0; ; i++) console.log('line', i)",
		"let i = 0; setInterval(() => console.log('line', i++))",
		"console.log('line 0'); setTimeout(function f() { console.error('to standard error'.slice(99)); console.log(1); setTimeout(f) })",
	} {
		p := start(t, "run", "-e", source)
		require.Equal(t, "line 0", p.line())
		require.NoError(t, p.stdout.Close())
		r := p.wait()
		assert.Empty(t, strings.TrimSpace(r.stderr))
		if status, ok := p.cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
			assert.Equal(t, syscall.SIGPIPE, status.Signal())
		} else {
			assert.Equal(t, exitBrokenPipe, r.code)
		}
	}
}

// All output is written before the process ends, however it ends.
func TestEverythingIsWritten(t *testing.T) {
	const n = 20_000
	for _, c := range []struct {
		end  string
		code int
	}{
		{"", 0},
		{"process.exit(3)", 3},
		{"throw 1", exitFailed},
		{"Promise.reject(1)", exitFailed},
	} {
		r := start(t, "run", "-e", "for (let i = 0; i < 20_000; i++) console.log('line', i); "+c.end).wait()
		assert.Equal(t, c.code, r.code)
		assert.Equal(t, n, strings.Count(r.stdout, "\n"))
		assert.True(t, strings.HasSuffix(r.stdout, "line 19999\n"))
	}
}

func TestOutputAppearsAtOnce(t *testing.T) {
	p := start(t, "run", "-e", "console.log('one'); setTimeout(() => { console.log('two'); for (;;); })")
	assert.Equal(t, "one", p.line())
	assert.Equal(t, "two", p.line())
	require.NoError(t, p.cmd.Process.Kill())
	p.wait()
}

func TestColorsOfTheProcess(t *testing.T) {
	const source = "console.log({ a: 'x' }); null.x"
	plain := result{exitFailed, "{ a: 'x' }\n", "Uncaught TypeError: Cannot read property 'x' of undefined\n    at [eval]:1:31\n"}
	for _, c := range []struct {
		env  string
		want bool
	}{
		{"X=", false}, // neither output is a terminal
		{"NO_COLOR=1", false},
		{"FORCE_COLOR=0", false},
		{"FORCE_COLOR=1", true},
	} {
		p := exec.CommandContext(t.Context(), binary, "run", "-e", source)
		p.Env = []string{c.env}
		var stderr bytes.Buffer
		p.Stderr = &stderr
		stdout, _ := p.Output()
		if !c.want {
			assert.Equal(t, plain, result{p.ProcessState.ExitCode(), string(stdout), stderr.String()}, c.env)
			continue
		}
		assert.Equal(t, "{ a: \x1b[32m'x'\x1b[39m }\n", string(stdout))
	}
}
