package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

// binary is the command, built once for the tests that need a process of its own.
var binary string

func TestMain(m *testing.M) {
	os.Exit(testMain(m))
}

func testMain(m *testing.M) int {
	// A shell that starts the tests in the background ignores SIGINT, and our processes would inherit that.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt)
	dir, err := os.MkdirTemp("", "gojs-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "gojs.exe")
	if err := build(binary); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	code := m.Run()
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// build builds the command as the tests were built.
func build(output string) error {
	args := []string{"build", "-o", output}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "-tags" || s.Key == "-race" {
				args = append(args, s.Key+"="+s.Value)
			}
		}
	}
	out, err := exec.Command("go", append(args, ".")...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("go %v: %w\n%s", args, err, out)
	}
	return nil
}

type result struct {
	code           int
	stdout, stderr string
}

// invocation is a call of the command in this process.
type invocation struct {
	stdin string
	env   []string
	args  []string
}

func (i invocation) run() result {
	var stdout, stderr bytes.Buffer
	code := cli(i.args, strings.NewReader(i.stdin), &stdout, &stderr, i.env)
	return result{code, stdout.String(), stderr.String()}
}

func gojs(args ...string) result { return invocation{args: args}.run() }

// eval runs gojs run with options and --eval code.
func eval(code string, options ...string) result {
	return gojs(append(append([]string{"run"}, options...), "--eval", code)...)
}

// file writes a script and returns its absolute path.
func file(t *testing.T, name, source string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(source), 0o600))
	return path
}

// watchdog is when a process is killed. It is far longer than any of them takes.
const watchdog = time.Minute

// process is the command in a process of its own.
type process struct {
	t      *testing.T
	cmd    *exec.Cmd
	stdout *os.File
	stderr bytes.Buffer
}

func start(t *testing.T, args ...string) *process {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), watchdog)
	t.Cleanup(cancel)
	p := &process{t: t, cmd: exec.CommandContext(ctx, binary, args...)}
	r, w, err := os.Pipe()
	require.NoError(t, err)
	t.Cleanup(func() { r.Close() })
	p.stdout = r
	p.cmd.Stdout = w
	p.cmd.Stderr = &p.stderr
	require.NoError(t, p.cmd.Start())
	require.NoError(t, w.Close())
	return p
}

// line waits for the next line of standard output.
func (p *process) line() string {
	p.t.Helper()
	var line []byte
	for b := make([]byte, 1); ; {
		_, err := io.ReadFull(p.stdout, b)
		require.NoError(p.t, err, "after %q; stderr: %s", line, &p.stderr)
		if b[0] == '\n' {
			return string(line)
		}
		line = append(line, b[0])
	}
}

func (p *process) signal(s os.Signal) {
	p.t.Helper()
	require.NoError(p.t, p.cmd.Process.Signal(s))
}

// wait reads the rest of the output and waits for the end.
func (p *process) wait() result {
	p.t.Helper()
	rest, err := io.ReadAll(p.stdout)
	if err != nil {
		require.ErrorIs(p.t, err, os.ErrClosed)
	}
	_ = p.cmd.Wait()
	return result{p.cmd.ProcessState.ExitCode(), string(rest), p.stderr.String()}
}
