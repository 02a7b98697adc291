package main

import (
	"io"
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

func TestReport(t *testing.T) {
	gojs, node, bun := &host{name: "gojs"}, &host{name: "Node", version: "26.0.0"}, &host{name: "Bun", version: "1.4.5"}
	results := []result{{name: "flood", per: "message", times: [][]float64{{500, 400, 600}, {1000, 1000, 1100}, {10, 10, 10}}}}

	text := report([]*host{gojs, node, bun}, results, 3, "", "2 cores of a CPU (linux/amd64)")
	assert.Contains(t, text, "on 2 cores of a CPU (linux/amd64), 3 rounds: gojs (built with an unknown Go), Node 26.0.0, Bun 1.4.5.\n\n")
	assert.Contains(t, text, "| program | per | gojs | Node | Bun | Node ÷ gojs |\n|---|---|--:|--:|--:|--:|\n")
	assert.Contains(t, text, "| flood | message | 500 ns ±20 % | 1.00 µs ±10 % | 10.0 ns ±0 % | 2.00 |\n")

	results[0].times = results[0].times[:1]
	text = report([]*host{gojs}, results, 3, "", "")
	assert.Contains(t, text, "| program | per | gojs |\n|---|---|--:|\n| flood | message | 500 ns ±20 % |\n")
}

func TestUsageErrors(t *testing.T) {
	t.Chdir("../..")
	for _, args := range [][]string{{"--rounds", "0"}, {"no-such-program"}, {"--unknown"}} {
		assert.Error(t, compare(t.Context(), args, io.Discard, io.Discard), args)
	}
}
