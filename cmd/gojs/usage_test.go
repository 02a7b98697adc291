package main

import (
	"flag"
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"testing"

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
		{[]string{"run", "-e"}, "gojs: flag needs an argument: -e\nSee \"gojs help run\".\n"},
		{[]string{"run", "--timeout", "-1s", "x.js"}, "gojs: --timeout must be more than 0\nSee \"gojs help run\".\n"},
		{[]string{"run", "--timeout", "0", "x.js"}, "gojs: --timeout must be more than 0\nSee \"gojs help run\".\n"},
		{[]string{"run", "--timeout", "5", "x.js"}, "gojs: invalid argument \"5\" for \"--timeout\" flag: time: missing unit in duration \"5\"\nSee \"gojs help run\".\n"},
		{[]string{"run", "--keep-going=maybe", "x.js"}, "gojs: invalid argument \"maybe\" for \"--keep-going\" flag: parse error\nSee \"gojs help run\".\n"},
		{[]string{"run", "--e", "x"}, "gojs: unknown flag: --e\nSee \"gojs help run\".\n"},
		{[]string{"run", "-k"}, "gojs: unknown flag: -k\nSee \"gojs help run\".\n"},
		{[]string{"--", "run", "x.js"}, "gojs: unknown command \"run\"\nSee \"gojs help\".\n"},
		{[]string{"--timeout", "5s", "run", "x.js"}, "gojs: unknown flag: --timeout\nSee \"gojs help\".\n"},
		{[]string{"version", "-v"}, "gojs: unknown flag: -v\nSee \"gojs help version\".\n"},
		{[]string{"help", "-x"}, "gojs: unknown flag: -x\nSee \"gojs help\".\n"},
		{[]string{"help", "run", "x"}, "gojs: no help for \"run x\": there is no such command\nSee \"gojs help\".\n"},
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
	flags := map[string]*flag.FlagSet{"run": new(runOptions).flags(), "test": new(testOptions).flags()}
	for name, help := range helps {
		if name != "gojs" {
			assert.Contains(t, rootHelp, "\n  "+name+" ")
			assert.Contains(t, help, "gojs "+name)
		}
		if flags[name] != nil {
			flags[name].VisitAll(func(f *flag.Flag) {
				dash := "--"
				if len(f.Name) == 1 {
					dash = "-"
				}
				assert.Contains(t, help, " "+dash+f.Name)
			})
		}
		for _, line := range strings.Split(help, "\n") {
			assert.LessOrEqual(t, len(line), 110, line)
		}
	}
}

func TestFlags(t *testing.T) {
	type values struct {
		on, all  bool
		n        int
		name     string
		rest     []string
		errorMsg string
	}
	for args, want := range map[string]values{
		"":                    {},
		"--name x a":          {name: "x", rest: []string{"a"}},
		"--name=x":            {name: "x"},
		"--name= a":           {rest: []string{"a"}},
		"--name --on":         {name: "--on"},
		"-n8":                 {n: 8},
		"-n=8":                {n: 8},
		"-n 8":                {n: 8},
		"-on8 a":              {on: true, n: 8, rest: []string{"a"}},
		"-oan 8":              {on: true, all: true, n: 8},
		"-o=false --on a":     {on: true, rest: []string{"a"}},
		"--on=false":          {},
		"a -o b --name x - c": {on: true, name: "x", rest: []string{"a", "b", "-", "c"}},
		"a -- -o --":          {rest: []string{"a", "-o", "--"}},
		"--name -- a":         {name: "--", rest: []string{"a"}},
		"-no":                 {errorMsg: "invalid argument \"o\" for \"-n\" flag: parse error"},
		"-oxn8":               {on: true, errorMsg: "unknown flag: -x"},
		"-é":                  {errorMsg: "unknown flag: -é"},
		"---name":             {errorMsg: "unknown flag: ---name"},
		"--name":              {errorMsg: "flag needs an argument: --name"},
		"--nam x":             {errorMsg: "unknown flag: --nam"},
		"-on":                 {on: true, errorMsg: "flag needs an argument: -n"},
		"--help":              {errorMsg: flag.ErrHelp.Error()},
		"a -oh":               {on: true, errorMsg: flag.ErrHelp.Error()},
	} {
		var got values
		flags := newFlags("x")
		flags.BoolVar(&got.on, "on", false, "")
		flags.BoolVar(&got.on, "o", false, "")
		flags.BoolVar(&got.all, "a", false, "")
		flags.IntVar(&got.n, "n", 0, "")
		flags.StringVar(&got.name, "name", "", "")
		rest, err := parse(flags, strings.Fields(args), anywhere)
		if err != nil {
			got.errorMsg = err.Error()
		} else {
			got.rest = rest
		}
		assert.Equal(t, want, got, args)
	}
}

func TestVersion(t *testing.T) {
	r := gojs("version")
	assert.Equal(t, 0, r.code)
	assert.Empty(t, r.stderr)
	assert.Regexp(t, `^gojs \S+.*\n(commit \w+.*\n)?goja v\S+\nengine (fast|safe: .+)\ngo\S+ \w+/\w+\n$`, r.stdout)
	assert.Equal(t, r, gojs("--version"))
}

// A command that is linked with C starts later, because a dynamic linker runs first.
func TestNoC(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", "-f", "{{if .CgoFiles}}{{.ImportPath}}{{end}}", ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=1")
	out, err := cmd.Output()
	require.NoError(t, err)
	assert.Empty(t, strings.TrimSpace(string(out)))
}

func TestVersionOf(t *testing.T) {
	assert.Regexp(t, `^gojs v1\.2\.3\ncommit abcdef, modified\ngoja v9\nengine (fast|safe: .+)\ngo`, versionOf(&debug.BuildInfo{
		Main:     debug.Module{Version: "v1.2.3"},
		Deps:     []*debug.Module{{Path: "example.org/x", Version: "v0"}, {Path: enginePath, Version: "v9"}},
		Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "abcdef"}, {Key: "vcs.modified", Value: "true"}},
	}))
	assert.Regexp(t, `^gojs \(unknown version\)\nengine (fast|safe: .+)\ngo`, versionOf(&debug.BuildInfo{}))
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
