package main

import (
	"os"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/spf13/pflag"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBadUsage(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"nope"}, "gojs: unknown command \"nope\"\nSee \"gojs help\".\n"},
		{[]string{"--nope"}, "gojs: unknown flag: --nope\nSee \"gojs help\".\n"},
		{[]string{"run"}, "gojs: run needs a script: FILE, - for standard input, or --eval CODE\nSee \"gojs help run\".\n"},
		{[]string{"run", "--nope", "x.js"}, "gojs: unknown flag: --nope\nSee \"gojs help run\".\n"},
		{[]string{"run", "--eval"}, "gojs: flag needs an argument: --eval\nSee \"gojs help run\".\n"},
		{[]string{"run", "-e"}, "gojs: flag needs an argument: 'e' in -e\nSee \"gojs help run\".\n"},
		{[]string{"run", "--timeout", "-1s", "x.js"}, "gojs: --timeout must be more than 0\nSee \"gojs help run\".\n"},
		{[]string{"run", "--timeout", "0", "x.js"}, "gojs: --timeout must be more than 0\nSee \"gojs help run\".\n"},
		{[]string{"run", "--timeout", "5", "x.js"}, "gojs: invalid argument \"5\" for \"--timeout\" flag: time: missing unit in duration \"5\"\nSee \"gojs help run\".\n"},
		{[]string{"version", "x"}, "gojs: version takes no arguments, not \"x\"\nSee \"gojs help version\".\n"},
		{[]string{"help", "nope"}, "gojs: no help for \"nope\": there is no such command\nSee \"gojs help\".\n"},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			assert.Equal(t, result{code: exitUsage, stderr: c.want}, gojs(c.args...))
		})
	}
}

func TestFileInPlaceOfACommand(t *testing.T) {
	path := file(t, "x.js", "")
	assert.Equal(t, result{
		code:   exitUsage,
		stderr: "gojs: unknown command \"" + path + "\": to run that file, use gojs run " + path + " a b\nSee \"gojs help\".\n",
	}, gojs(path, "a", "b"))
}

func TestHelp(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"help"}, rootHelp},
		{[]string{"--help"}, rootHelp},
		{[]string{"-h"}, rootHelp},
		{[]string{"help", "run"}, runHelp},
		{[]string{"run", "--help"}, runHelp},
		{[]string{"run", "-h", "x.js"}, runHelp},
		{[]string{"help", "test"}, testHelp},
		{[]string{"test", "--help"}, testHelp},
		{[]string{"help", "version"}, versionHelp},
		{[]string{"help", "help"}, helpHelp},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			assert.Equal(t, result{stdout: c.want}, gojs(c.args...))
		})
	}
}

func TestWithoutACommand(t *testing.T) {
	assert.Equal(t, result{code: exitUsage, stderr: rootHelp}, gojs())
}

func TestHelpNamesEverything(t *testing.T) {
	c := &command{}
	root := c.rootCommand()
	for _, cmd := range root.Commands() {
		assert.Contains(t, rootHelp, "\n  "+cmd.Name()+" ")
		help := helpOf(cmd)
		assert.Contains(t, help, "gojs "+cmd.Name())
		cmd.Flags().VisitAll(func(f *pflag.Flag) { assert.Contains(t, help, "--"+f.Name) })
		for _, line := range strings.Split(help, "\n") {
			assert.LessOrEqual(t, len(line), 110, line)
		}
	}
}

func TestVersion(t *testing.T) {
	r := gojs("version")
	assert.Equal(t, 0, r.code)
	assert.Empty(t, r.stderr)
	assert.Regexp(t, `^gojs \S+.*\n(commit \w+.*\n)?goja v\S+\ngo\S+ \w+/\w+\n$`, r.stdout)
	assert.Equal(t, r, gojs("--version"))
}

func TestVersionOf(t *testing.T) {
	assert.Regexp(t, `^gojs v1\.2\.3\ncommit abcdef, modified\ngoja v9\ngo`, versionOf(&debug.BuildInfo{
		Main:     debug.Module{Version: "v1.2.3"},
		Deps:     []*debug.Module{{Path: "example.org/x", Version: "v0"}, {Path: enginePath, Version: "v9"}},
		Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "abcdef"}, {Key: "vcs.modified", Value: "true"}},
	}))
	assert.Regexp(t, `^gojs \(unknown version\)\ngo`, versionOf(&debug.BuildInfo{}))
}

func TestColors(t *testing.T) {
	null, err := os.Open(os.DevNull)
	require.NoError(t, err)
	defer null.Close()
	for _, c := range []struct {
		env  []string
		want bool
	}{
		{nil, false},
		{[]string{"FORCE_COLOR=1"}, true},
		{[]string{"FORCE_COLOR="}, true},
		{[]string{"FORCE_COLOR=3", "NO_COLOR=1"}, true},
		{[]string{"FORCE_COLOR=0"}, false},
		{[]string{"FORCE_COLOR=false"}, false},
		{[]string{"FORCE_COLOR=1", "FORCE_COLOR=0"}, false},
		{[]string{"FORCE_COLORS=1"}, false},
	} {
		cmd := &command{env: c.env}
		assert.Equal(t, c.want, cmd.colors(null), "%v", c.env)
		assert.Equal(t, c.want, cmd.colors(&strings.Builder{}), "%v", c.env)
	}
}
