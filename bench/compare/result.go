package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// result is what a program took, on each host and in each round.
type result struct {
	name  string
	per   string
	times [][]float64 // in nanoseconds, by host
}

// wholeProcess is the program whose process is measured from the outside.
const wholeProcess = "empty.js"

// add runs the program on a host and adds what it took.
func (r *result) add(ctx context.Context, program string, at int, hosts []*host) error {
	if r.times == nil {
		r.times = make([][]float64, len(hosts))
	}
	if strings.HasSuffix(program, wholeProcess) {
		r.name, r.per = "an empty file", "process"
		// A process that short is measured several times.
		for range 5 {
			_, took, err := hosts[at].run(ctx, program)
			if err != nil {
				return err
			}
			r.times[at] = append(r.times[at], float64(took.Nanoseconds()))
		}
		return nil
	}
	stdout, _, err := hosts[at].run(ctx, program)
	if err != nil {
		return err
	}
	line, err := parse(stdout)
	if err != nil {
		return fmt.Errorf("%s on %s: %w", program, hosts[at].name, err)
	}
	r.name, r.per = line.Name, line.Per
	r.times[at] = append(r.times[at], line.NS)
	return nil
}

// line is what a program prints.
type line struct {
	Name string  `json:"name"`
	Per  string  `json:"per"`
	NS   float64 `json:"ns"` // median of the rounds within the program
}

func parse(stdout []byte) (line, error) {
	var l line
	if err := json.Unmarshal(stdout, &l); err != nil {
		return l, fmt.Errorf("its output is no line of JSON: %w: %q", err, stdout)
	}
	if l.Name == "" || l.Per == "" || l.NS <= 0 {
		return l, fmt.Errorf("its output has not name, per and ns: %q", stdout)
	}
	return l, nil
}

// version is the version number in what a host prints for --version.
func version(s string) string {
	for _, word := range strings.Fields(s) {
		if word = strings.TrimPrefix(word, "v"); word != "" && word[0] >= '0' && word[0] <= '9' {
			return word
		}
	}
	return strings.TrimSpace(s)
}

// median of values, of which there is at least one.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// spread is how far the values are from their median, at most, as a share of it.
func spread(values []float64) float64 {
	m := median(values)
	return max(slices.Max(values)-m, m-slices.Min(values)) / m
}

// duration writes nanoseconds with three digits.
func duration(ns float64) string {
	for _, unit := range []struct {
		name string
		ns   float64
	}{{"s", 1e9}, {"ms", 1e6}, {"µs", 1e3}} {
		// 999.6 ns are 1.00 µs
		if ns >= 0.9995*unit.ns {
			return digits(ns/unit.ns) + " " + unit.name
		}
	}
	return digits(ns) + " ns"
}

// digits writes a number of a thousand at most with three digits.
func digits(x float64) string {
	switch {
	case x >= 99.95:
		return fmt.Sprintf("%.0f", x)
	case x >= 9.995:
		return fmt.Sprintf("%.1f", x)
	default:
		return fmt.Sprintf("%.2f", x)
	}
}

const (
	begin = "<!-- written by go run ./bench/compare -->\n"
	end   = "<!-- end of what is written by go run ./bench/compare -->\n"
)

// replaceSection replaces what is between the marks begin and end.
func replaceSection(page []byte, section string) ([]byte, error) {
	before, rest, ok := strings.Cut(string(page), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		return nil, fmt.Errorf("the lines that mark the generated section are missing: put %q and %q where it is to be", strings.TrimSpace(begin), strings.TrimSpace(end))
	}
	return []byte(before + begin + section + end + after), nil
}

// report is the generated section.
func report(hosts []*host, results []result, rounds int, binary, machine string) string {
	var b strings.Builder
	var versions []string
	node := -1
	for i, h := range hosts {
		if h.name == "Node" {
			node = i
		}
		if h.version != "" {
			versions = append(versions, h.name+" "+h.version)
		}
	}
	fmt.Fprintf(&b, "Measured on %s, on %s, %d rounds: gojs (%s)", time.Now().UTC().Format("2006-01-02"), machine, rounds, builtWith(binary))
	if len(versions) > 0 {
		fmt.Fprintf(&b, ", %s", strings.Join(versions, ", "))
	}
	b.WriteString(".\n\n| program | per |")
	for _, h := range hosts {
		fmt.Fprintf(&b, " %s |", h.name)
	}
	if node > 0 {
		b.WriteString(" Node ÷ gojs |")
	}
	b.WriteString("\n|---|---|")
	b.WriteString(strings.Repeat("--:|", len(hosts)))
	if node > 0 {
		b.WriteString("--:|")
	}
	b.WriteByte('\n')
	for _, r := range results {
		fmt.Fprintf(&b, "| %s | %s |", r.name, r.per)
		for _, times := range r.times {
			fmt.Fprintf(&b, " %s ±%.0f %% |", duration(median(times)), 100*spread(times))
		}
		if node > 0 {
			fmt.Fprintf(&b, " %s |", digits(median(r.times[node])/median(r.times[0])))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
