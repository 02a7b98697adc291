package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// result is what a program took, on each host and in each round.
type result struct {
	program string
	name    string
	per     string
	bytes   bool        // the figures are bytes, not nanoseconds
	figures [][]float64 // by host
}

// wholeProcess is the program whose process is measured from the outside.
const wholeProcess = "empty.js"

// add runs the program on a host and adds what it took.
func (r *result) add(ctx context.Context, program string, at int, hosts []*host) error {
	if r.figures == nil {
		r.figures = make([][]float64, len(hosts))
	}
	r.program = strings.TrimSuffix(filepath.Base(program), ".js")
	if strings.HasSuffix(program, "-memory.js") {
		m, err := hosts[at].memory(ctx, program)
		if err != nil {
			return err
		}
		r.name, r.per, r.bytes = m.Name, m.Per, true
		r.figures[at] = append(r.figures[at], m.each)
		return nil
	}
	if strings.HasSuffix(program, wholeProcess) {
		r.name, r.per = "an empty file", "process"
		// A process that short is measured several times.
		for range 20 {
			_, took, err := hosts[at].run(ctx, program)
			if err != nil {
				return err
			}
			r.figures[at] = append(r.figures[at], float64(took.Nanoseconds()))
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
	r.figures[at] = append(r.figures[at], line.NS)
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

// size writes bytes with three digits.
func size(bytes float64) string {
	for _, unit := range []struct {
		name  string
		bytes float64
	}{{"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}} {
		if bytes >= 0.9995*unit.bytes {
			return digits(bytes/unit.bytes) + " " + unit.name
		}
	}
	return digits(bytes) + " B"
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

// marks are what the project has set itself: how many times as fast as the fastest peer.
var marks = map[string]float64{
	"ping-pong-number": 1.5, "ping-pong-record": 1.3, "flood-number": 1.2, "flood-record": 1.2,
	"clone-record": 1, "clone-1000-records": 0.8, "clone-map": 1.5, "clone-typed-array": 1.2,
	"transfer-64mib": 4, "worker-start": 10, "worker-memory": 10, "worker-round-trip": 3, "worker-broadcast": 5, "empty": 1,
}

// limits are what the project has set itself where the peers' compilers, or their memory, are no measure: nanoseconds or bytes, at
// most.
var limits = map[string]float64{"dispatch-1": 1e3, "dispatch-10": 4e3, "channel-memory": 2e3}

// mark says what the project has set itself for a program, and whether it is missed.
func (r *result) mark() string {
	var text string
	var met bool
	if mark, ok := marks[r.program]; ok {
		text, met = fmt.Sprintf("%g", mark), r.ratio() >= mark
	} else if limit, ok := limits[r.program]; ok {
		text, met = "≤ "+r.unit(limit), median(r.figures[0]) <= limit
	} else {
		return ""
	}
	if !met {
		text = "missed: " + text
	}
	return " " + text
}

// unit writes a figure.
func (r *result) unit(figure float64) string {
	if r.bytes {
		return size(figure)
	}
	return duration(figure)
}

// report is the generated section.
func report(hosts []*host, results []result, rounds int, binary, machine string) string {
	var b strings.Builder
	var versions []string
	for _, h := range hosts {
		if h.version != "" {
			versions = append(versions, h.name+" "+h.version)
		}
	}
	peers := len(hosts) > 1
	fmt.Fprintf(&b, "Measured on %s, on %s, %d rounds: gojs (%s)", time.Now().UTC().Format("2006-01-02"), machine, rounds, builtWith(binary))
	if len(versions) > 0 {
		fmt.Fprintf(&b, ", %s", strings.Join(versions, ", "))
	}
	b.WriteString(".\n\n| program | per |")
	for _, h := range hosts {
		fmt.Fprintf(&b, " %s |", h.name)
	}
	if peers {
		b.WriteString(" fastest peer ÷ gojs | mark |")
	}
	b.WriteString("\n|---|---|" + strings.Repeat("--:|", len(hosts)))
	if peers {
		b.WriteString("--:|--:|")
	}
	b.WriteByte('\n')
	for _, r := range results {
		fmt.Fprintf(&b, "| %s | %s |", r.name, r.per)
		for _, figures := range r.figures {
			fmt.Fprintf(&b, " %s ±%.0f %% |", r.unit(median(figures)), 100*spread(figures))
		}
		if peers {
			fmt.Fprintf(&b, " %s |%s |", digits(r.ratio()), r.mark())
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// ratio is how many times as much the best of the peers took as gojs, which is the first of the hosts.
func (r *result) ratio() float64 {
	var peers []float64
	for _, figures := range r.figures[1:] {
		peers = append(peers, median(figures))
	}
	return slices.Min(peers) / median(r.figures[0])
}
