package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// programOf writes files to a folder of the test and returns the path of main.js.
func programOf(t *testing.T, sources map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, source := range sources {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
		require.NoError(t, os.WriteFile(path, []byte(source), 0o666))
	}
	return filepath.Join(dir, "main.js")
}

// A program whose workers only wait for each other ends with 0, even if nobody terminates them.
func TestWorkersOfAFile(t *testing.T) {
	main := programOf(t, map[string]string{
		"main.js": `
			const w = new Worker('sub folder/job.js', { name: 'job' });
			w.onmessage = e => console.log('main:', e.data);
			w.postMessage(1);
			new SharedWorker('hub.js').port.onmessage = e => console.log('main:', e.data);`,
		"sub folder/job.js": `
			importScripts('../lib.js');
			onmessage = e => { console.log(name + ':', e.data, typeof require, process.argv.length > 1); postMessage(double(e.data)) };`,
		"lib.js": `var double = n => 2 * n`,
		"hub.js": `onconnect = e => setTimeout(() => e.ports[0].postMessage('hub'), 300)`,
	})
	assert.Equal(t, result{stdout: "job: 1 function true\nmain: 2\nmain: hub\n"}, gojs("run", main))
}

// The workers of standard input and --eval are relative to the working directory.
func TestWorkersOfEval(t *testing.T) {
	t.Chdir(filepath.Dir(programOf(t, map[string]string{"job.js": `postMessage(location.pathname.split('/').pop())`})))
	const source = `new Worker('job.js').onmessage = e => console.log(e.data)`
	assert.Equal(t, result{stdout: "job.js\n"}, gojs("run", "-e", source))
	assert.Equal(t, result{stdout: "job.js\n"}, invocation{stdin: source, args: []string{"run", "-"}}.run())
}

func TestErrorsInWorkers(t *testing.T) {
	for name, tc := range map[string]struct {
		job, main string
		stderr    []string
	}{
		"exception":    {"\n  throw new TypeError('mine')", `new Worker('job.js', { name: 'hasher' })`, []string{"[worker hasher] Uncaught TypeError: mine\n", "job.js:2:9"}},
		"rejection":    {"Promise.reject(new TypeError('mine'))", `new Worker('job.js')`, []string{"[worker file://", "job.js] Uncaught (in promise) TypeError: mine\n"}},
		"syntax error": {"var 1", `new Worker('job.js')`, []string{"[worker file://", "job.js:1:5\nvar 1\n    ^\nSyntaxError: Unexpected number"}},
		"no such file": {"", `new Worker('other.js', { name: 'hasher' })`, []string{"[worker hasher] The script of the worker cannot be loaded: no such file (file://", "/other.js)"}},
		"shared":       {"onconnect = () => { throw new TypeError('mine') }", `new SharedWorker('job.js', 'hub')`, []string{"[worker hub] Uncaught TypeError: mine\n"}},
		"nested":       {"if (name !== 'inner') new Worker('job.js', { name: 'inner' }); else throw 'mine'", `new Worker('job.js', { name: 'outer' })`, []string{"[worker inner] Uncaught 'mine'"}},
	} {
		t.Run(name, func(t *testing.T) {
			main := programOf(t, map[string]string{"job.js": tc.job, "main.js": tc.main + "; setTimeout(() => console.log('never'), 60000)"})
			r := gojs("run", main)
			assert.Equal(t, exitFailed, r.code)
			assert.Empty(t, r.stdout)
			for _, part := range tc.stderr {
				assert.Contains(t, r.stderr, part)
			}
		})
	}
	main := programOf(t, map[string]string{
		"job.js":  `onmessage = e => { if (e.data) throw e.data; postMessage('goes on') }`,
		"main.js": `const w = new Worker('job.js', { name: 'w' }); w.onmessage = e => console.log(e.data); w.postMessage('mine'); w.postMessage('')`,
	})
	r := gojs("run", "--keep-going", main)
	assert.Equal(t, exitFailed, r.code)
	assert.Equal(t, "goes on\n", r.stdout)
	assert.Contains(t, r.stderr, "[worker w] Uncaught 'mine'")
}

// The end of the program also ends workers in endless loops.
func TestBusyWorkersEndWithTheProgram(t *testing.T) {
	busy := map[string]string{"job.js": `postMessage(1); for (;;);`}
	busy["main.js"] = `new Worker('job.js').onmessage = () => process.exit(3)`
	assert.Equal(t, result{code: 3}, gojs("run", programOf(t, busy)))
	busy["main.js"] = `new Worker('job.js').onmessage = () => { throw 'mine' }`
	assert.Equal(t, exitFailed, gojs("run", programOf(t, busy)).code)
	busy["main.js"] = `new Worker('job.js')`
	r := gojs("run", "--timeout", "50ms", programOf(t, busy))
	assert.Equal(t, exitTimeout, r.code)
	assert.Contains(t, r.stderr, "timed out after 50ms")
}
