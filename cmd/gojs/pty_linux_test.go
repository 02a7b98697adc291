package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// openTerminal opens a pseudo-terminal and returns its two ends: the person's and the program's.
func openTerminal(t *testing.T) (person, program *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("no pseudo-terminals here:", err)
	}
	t.Cleanup(func() { person.Close() })
	require.NoError(t, unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0))
	n, err := unix.IoctlGetInt(int(person.Fd()), unix.TIOCGPTN)
	require.NoError(t, err)
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { program.Close() })
	return person, program
}

// TestCtrlC presses the keys.
func TestCtrlC(t *testing.T) {
	person, program := openTerminal(t)
	cmd := exec.CommandContext(t.Context(), binary, "run", "-e", "console.log('ready'); for (;;);")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = program, program, program
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	require.NoError(t, cmd.Start())
	output := bufio.NewReader(person)
	line, err := output.ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "ready\r\n", line)
	_, err = person.Write([]byte{3})
	require.NoError(t, err)
	_ = cmd.Wait()
	assert.Equal(t, 130, cmd.ProcessState.ExitCode())
	_, err = program.Write([]byte("|"))
	require.NoError(t, err)
	rest, err := output.ReadString('|')
	require.NoError(t, err)
	assert.Equal(t, "^C|", rest, "the terminal shows the keys, and nothing else")
}

// The progress is a line that counts and is erased in the end.
func TestProgressOnATerminal(t *testing.T) {
	tree(t, "a.window.js", passing, "b.window.js", passing)
	person, program := openTerminal(t)
	cmd := exec.CommandContext(t.Context(), binary, "test", "-j", "1")
	cmd.Env = []string{"TERM=xterm", "NO_COLOR=1"}
	cmd.Stdout, cmd.Stderr = program, program
	require.NoError(t, cmd.Run())
	_, err := program.Write([]byte("|"))
	require.NoError(t, err)
	shown, err := bufio.NewReader(person).ReadString('|')
	require.NoError(t, err)
	assert.Equal(t, "PASS a.window.js: 1 subtest\r\n1 of 2\r\x1b[KPASS b.window.js: 1 subtest\r\n\r\n"+
		"2 runs passed, 2 files, 0.0 s\r\n2 subtests: 2 passed\r\n|", seconds.ReplaceAllString(shown, "0.0 s"))
}

// An output has colours if it is a terminal, whatever the other output is.
func TestColorsOnATerminal(t *testing.T) {
	const (
		source = "console.log(1); console.error(2); throw 3"
		red    = "\x1b["
	)
	for _, c := range []struct {
		name           string
		stdout, stderr bool // whether it is the terminal
		env            []string
		wantStdout     bool
		wantStderr     bool
	}{
		{"both", true, true, nil, true, true},
		{"standard output only", true, false, nil, true, false},
		{"standard error output only", false, true, nil, false, true},
		{"NO_COLOR", true, true, []string{"NO_COLOR=1"}, false, false},
		{"empty NO_COLOR", true, true, []string{"NO_COLOR="}, true, true},
		{"FORCE_COLOR=0", true, true, []string{"FORCE_COLOR=0"}, false, false},
		{"a terminal that can do nothing", true, true, []string{"TERM=dumb"}, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			person, program := openTerminal(t)
			var piped bytes.Buffer
			cmd := exec.CommandContext(t.Context(), binary, "run", "-e", source)
			cmd.Env = append([]string{"TERM=xterm"}, c.env...)
			cmd.Stdout, cmd.Stderr = &piped, &piped
			if c.stdout {
				cmd.Stdout = program
			}
			if c.stderr {
				cmd.Stderr = program
			}
			_ = cmd.Run()
			assert.Equal(t, exitFailed, cmd.ProcessState.ExitCode())
			_, err := program.Write([]byte("|"))
			require.NoError(t, err)
			shown, err := bufio.NewReader(person).ReadString('|')
			require.NoError(t, err)
			for _, line := range strings.Split(shown+"\n"+piped.String(), "\n") {
				for text, want := range map[string]bool{"1": c.wantStdout, "2": c.wantStderr, "Uncaught": c.wantStderr} {
					if strings.Contains(line, text) && !strings.Contains(line, "at [eval]") {
						assert.Equal(t, want, strings.Contains(line, red), "%q", line)
					}
				}
			}
		})
	}
}
