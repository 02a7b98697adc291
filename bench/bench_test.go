// Package bench has the workloads that gojs is measured with. Each is a JavaScript program that
// runs unchanged on gojs, Node, Deno and Bun. The command compare runs them on all of these.
//
// A program runs benchRounds rounds of benchIterations iterations; both are globals with defaults.
// It prints one line: a JSON object with its name, the unit it counts (per), the nanoseconds per
// unit in each round (rounds), and their median (ns).
//
// A program whose name ends in -memory creates many objects. It pauses before and after, so that
// its memory can be measured from outside, and prints a line each time with the number of objects
// (count).
package bench

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

func run(t testing.TB, program string, rounds, iterations int, start func()) (stdout string) {
	t.Helper()
	var out bytes.Buffer
	rt, err := runtime.New(runtime.WithStdout(&out), runtime.WithScripts(runtime.FS(os.DirFS("."))))
	require.NoError(t, err)
	defer rt.Close()
	require.NoError(t, rt.VM().Set("benchRounds", rounds))
	require.NoError(t, rt.VM().Set("benchIterations", iterations))
	require.NoError(t, rt.VM().Set("benchStill", 1))
	start()
	require.NoError(t, rt.RunFile(t.Context(), program))
	return out.String()
}

func programs(t testing.TB) []string {
	files, err := filepath.Glob("*.js")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	return files
}

func TestPrograms(t *testing.T) {
	for _, program := range programs(t) {
		t.Run(program, func(t *testing.T) {
			stdout := run(t, program, 3, 2, func() {})
			if program == "empty.js" {
				assert.Empty(t, stdout)
				return
			}
			var line struct {
				Name, Per string
				NS        float64
				Rounds    []float64
				Count     int
			}
			if strings.HasSuffix(program, "-memory.js") {
				before, after, _ := strings.Cut(stdout, "\n")
				assert.Contains(t, before, `"count":0`)
				require.NoError(t, json.Unmarshal([]byte(after), &line), stdout)
				assert.NotEmpty(t, line.Name)
				assert.NotEmpty(t, line.Per)
				assert.Equal(t, 2, line.Count)
				return
			}
			require.NoError(t, json.Unmarshal([]byte(stdout), &line), stdout)
			assert.NotEmpty(t, line.Name)
			assert.NotEmpty(t, line.Per)
			assert.Len(t, line.Rounds, 3)
			assert.Contains(t, line.Rounds, line.NS)
		})
	}
}

// BenchmarkPrograms runs the programs for profiles:
//
//	go test ./bench -run '^$' -bench /flood-number -cpuprofile cpu.out
func BenchmarkPrograms(b *testing.B) {
	for _, program := range programs(b) {
		if program == "empty.js" || strings.HasSuffix(program, "-memory.js") {
			continue
		}
		b.Run(program, func(b *testing.B) {
			b.ReportAllocs()
			run(b, program, 1, b.N, b.ResetTimer)
		})
	}
}

// BenchmarkNew measures the creation of a runtime with all globals.
func BenchmarkNew(b *testing.B) {
	b.Run("library", func(b *testing.B) { benchmarkNew(b) })
	b.Run("command", func(b *testing.B) { benchmarkNew(b, runtime.WithNode(nil, nil)) })
}

func benchmarkNew(b *testing.B, options ...runtime.Option) {
	b.ReportAllocs()
	for b.Loop() {
		rt, err := runtime.New(options...)
		require.NoError(b, err)
		require.NoError(b, rt.Close())
	}
}
