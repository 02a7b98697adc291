package main

import (
	"io"
	"maps"
	"os"
	"path/filepath"
	goruntime "runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMedianAndSpread(t *testing.T) {
	for _, c := range []struct {
		values         []float64
		median, spread float64
	}{
		{[]float64{7}, 7, 0},
		{[]float64{9, 1, 5}, 5, 0.8},
		{[]float64{40, 10, 20, 30}, 25, 0.6},
		{[]float64{100, 90, 500, 95, 105}, 100, 4},
	} {
		given := append([]float64(nil), c.values...)
		assert.InDelta(t, c.median, median(c.values), 1e-9, "%v", c.values)
		assert.InDelta(t, c.spread, spread(c.values), 1e-9, "%v", c.values)
		assert.Equal(t, given, c.values, "the order is the caller's")
	}
}

func TestDuration(t *testing.T) {
	for ns, want := range map[float64]string{
		0.1234: "0.12 ns", 5: "5.00 ns", 45.67: "45.7 ns", 99.96: "100 ns", 999.4: "999 ns", 999.6: "1.00 µs", 1234: "1.23 µs",
		12_345: "12.3 µs", 123_456: "123 µs", 999_700: "1.00 ms", 5_400_000: "5.40 ms", 2.5e9: "2.50 s", 75e9: "75.0 s",
	} {
		assert.Equal(t, want, duration(ns))
	}
}

func TestParse(t *testing.T) {
	l, err := parse([]byte(`{"name":"a","per":"message","ns":12.5,"rounds":[12.5]}` + "\n"))
	require.NoError(t, err)
	assert.Equal(t, line{Name: "a", Per: "message", NS: 12.5}, l)

	for _, output := range []string{"", "a 12.5", `{"name":"a","per":"message"}`, `{"name":"a","ns":1}`, `{"name":"a","per":"b","ns":1}{}`} {
		_, err := parse([]byte(output))
		assert.Error(t, err, output)
	}
}

func TestVersion(t *testing.T) {
	for output, want := range map[string]string{
		"v26.10.0\n": "26.10.0",
		"1.4.5\n":    "1.4.5",
		"deno 2.9.6 (stable, release)\nv8 15.0\n": "2.9.6",
		"unknown\n": "unknown",
	} {
		assert.Equal(t, want, version(output))
	}
}

func TestCPUModel(t *testing.T) {
	assert.Equal(t, "AMD EPYC", cpuModel("processor\t: 0\nvendor_id\t: AuthenticAMD\nmodel name\t: AMD EPYC\nmodel name\t: other\n"))
	assert.Empty(t, cpuModel("processor\t: 0\nFeatures\t: fp\n"))
}

func TestReplaceSection(t *testing.T) {
	page := "# Title\n" + begin + "old\n" + end + "rest\n"
	got, err := replaceSection([]byte(page), "new\n")
	require.NoError(t, err)
	assert.Equal(t, "# Title\n"+begin+"new\n"+end+"rest\n", string(got))

	again, err := replaceSection(got, "new\n")
	require.NoError(t, err)
	assert.Equal(t, string(got), string(again))

	for _, page := range []string{"", begin, end, end + begin} {
		_, err := replaceSection([]byte(page), "new\n")
		assert.ErrorContains(t, err, strings.TrimSpace(end), "%q", page)
	}
}

func TestSize(t *testing.T) {
	for bytes, want := range map[float64]string{1: "1.00 B", 999.4: "999 B", 999.6: "1.00 kB", 123_456: "123 kB", 5.4e6: "5.40 MB", 2e9: "2.00 GB"} {
		assert.Equal(t, want, size(bytes))
	}
}

func TestReport(t *testing.T) {
	gojs, node, bun := &host{name: "gojs"}, &host{name: "Node", version: "26.0.0"}, &host{name: "Bun", version: "1.4.5"}
	results := []result{
		{program: "flood-number-read", name: "flood", per: "message", figures: [][]float64{{500, 400, 600}, {1000, 1000, 1100}, {750, 750, 750}}},
		{program: "transfer-64mib", name: "transfer", per: "round trip", figures: [][]float64{{500}, {1000}, {750}}},
		{program: "channel-memory", name: "memory", per: "channel", bytes: true, figures: [][]float64{{2000}, {1000}, {3000}}},
		{program: "dispatch-10", name: "dispatch", per: "event", figures: [][]float64{{4100}, {1000}, {3000}}},
		{program: "other", name: "other", per: "item", figures: [][]float64{{1}, {1}, {1}}},
	}

	text := report([]*host{gojs, node, bun}, results, 3, "", "2 cores of a CPU (linux/amd64)")
	assert.Contains(t, text, "on 2 cores of a CPU (linux/amd64), 3 rounds: gojs (built with an unknown Go), Node 26.0.0, Bun 1.4.5.\n\n")
	assert.Contains(t, text, "| program | per | gojs | Node | Bun | fastest peer ÷ gojs | mark |\n|---|---|--:|--:|--:|--:|--:|\n")
	assert.Contains(t, text, "| flood | message | 500 ns ±20 % | 1.00 µs ±10 % | 750 ns ±0 % | 1.50 | 1.2 |\n")
	assert.Contains(t, text, "| transfer | round trip | 500 ns ±0 % | 1.00 µs ±0 % | 750 ns ±0 % | 1.50 | missed: 4 |\n")
	assert.Contains(t, text, "| memory | channel | 2.00 kB ±0 % | 1.00 kB ±0 % | 3.00 kB ±0 % | 0.50 | ≤ 2.00 kB |\n")
	assert.Contains(t, text, "| dispatch | event | 4.10 µs ±0 % | 1.00 µs ±0 % | 3.00 µs ±0 % | 0.24 | missed: ≤ 4.00 µs |\n")
	assert.Contains(t, text, "| other | item | 1.00 ns ±0 % | 1.00 ns ±0 % | 1.00 ns ±0 % | 1.00 | |\n")

	for i := range results {
		results[i].figures = results[i].figures[:1]
	}
	text = report([]*host{gojs}, results, 3, "", "")
	assert.Contains(t, text, "| program | per | gojs |\n|---|---|--:|\n| flood | message | 500 ns ±20 % |\n")
}

func TestMarksHavePrograms(t *testing.T) {
	for _, program := range slices.Concat(slices.Collect(maps.Keys(marks)), slices.Collect(maps.Keys(limits))) {
		assert.FileExists(t, "../"+program+".js")
	}
}

func TestMemory(t *testing.T) {
	if goruntime.GOOS != "linux" {
		t.Skip("memory is measured on Linux only")
	}
	sh := &host{name: "sh", command: []string{"sh"}}
	program := filepath.Join(t.TempDir(), "program")
	for script, message := range map[string]string{
		`echo '{"name":"a","per":"b","count":0}'; sleep 1; echo '{"name":"a","per":"b","count":10}'; sleep 1`: "",
		`echo '{"name":"a","per":"b","count":0}'; sleep 1`:                                                    "it has not stood still twice",
		`echo oops; sleep 1`:    "invalid character",
		`echo oops >&2; exit 3`: "exit status 3\noops",
	} {
		require.NoError(t, os.WriteFile(program, []byte(script), 0o600))
		m, err := sh.memory(t.Context(), program)
		if message != "" {
			assert.ErrorContains(t, err, message)
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, "a", m.Name)
		assert.GreaterOrEqual(t, m.each, 1.0)
	}
}

func TestUsageErrors(t *testing.T) {
	t.Chdir("../..")
	for _, args := range [][]string{{"--rounds", "0"}, {"no-such-program"}, {"--unknown"}} {
		assert.Error(t, compare(t.Context(), args, io.Discard, io.Discard), args)
	}
}

// All peers are installed by one call of npm, since npm removes packages that a call does not name.
func TestInstall(t *testing.T) {
	if goruntime.GOOS != "linux" {
		t.Skip("where the cache folder is differs")
	}
	bin, cache := t.TempDir(), t.TempDir()
	t.Setenv("PATH", bin) // has no deno and no bun
	t.Setenv("XDG_CACHE_HOME", cache)
	script := "#!/bin/sh\necho npm \"$@\" >>" + bin + `/log
[ "$1 $2 $3" = "install --save --prefix" ] || exit 1
bin="$4/node_modules/.bin"
/bin/mkdir -p "$bin"
shift 4
for package; do : >"$bin/${package%@*}"; done`
	require.NoError(t, os.WriteFile(filepath.Join(bin, "npm"), []byte(script), 0o700))
	given := filepath.Join(bin, "given")
	require.NoError(t, os.WriteFile(given, nil, 0o700))
	for range 2 { // the second time they are installed already
		node, deno, bun := &host{command: []string{given}, wanted: true}, &host{command: []string{"deno"}}, &host{command: []string{"bun"}}
		require.NoError(t, install(t.Context(), []*host{node, deno, bun}, io.Discard))
		assert.Equal(t, given, node.command[0])
		for _, h := range []*host{deno, bun} {
			assert.True(t, h.wanted)
			assert.FileExists(t, h.command[0])
		}
	}
	log, err := os.ReadFile(filepath.Join(bin, "log"))
	require.NoError(t, err)
	assert.Equal(t, "npm install --save --prefix "+filepath.Join(cache, "gojs-bench-peers")+" deno@2 bun@1\n", string(log))
}
