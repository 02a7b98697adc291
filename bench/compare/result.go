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

// A result has the figures of a program, for each host and round.
type result struct {
	program string
	name    string
	per     string
	bytes   bool        // the figures are bytes, not nanoseconds
	figures [][]float64 // by host
}

// wholeProcess is the program for which the time of the whole process is measured.
const wholeProcess = "empty.js"

// add runs the program on a host and adds the figure.
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
		// The process is so short that it is measured several times.
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

// A line is the output of a program.
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

// version returns the version number in a host's output for --version.
func version(s string) string {
	for _, word := range strings.Fields(s) {
		if word = strings.TrimPrefix(word, "v"); word != "" && word[0] >= '0' && word[0] <= '9' {
			return word
		}
	}
	return strings.TrimSpace(s)
}

// median returns the median of values, which must not be empty.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// spread returns the largest distance of a value from the median, divided by the median.
func spread(values []float64) float64 {
	m := median(values)
	return max(slices.Max(values)-m, m-slices.Min(values)) / m
}

// duration formats nanoseconds with three digits.
func duration(ns float64) string {
	for _, unit := range []struct {
		name string
		ns   float64
	}{{"s", 1e9}, {"ms", 1e6}, {"µs", 1e3}} {
		// 999.6 ns is written as 1.00 µs.
		if ns >= 0.9995*unit.ns {
			return digits(ns/unit.ns) + " " + unit.name
		}
	}
	return digits(ns) + " ns"
}

// size formats bytes with three digits.
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

// digits formats x, which is at most 1000, with three digits.
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

// replaceSection replaces the text between the lines begin and end.
func replaceSection(page []byte, section string) ([]byte, error) {
	before, rest, ok := strings.Cut(string(page), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		return nil, fmt.Errorf("the lines that mark the generated section are missing: put %q and %q where it is to be", strings.TrimSpace(begin), strings.TrimSpace(end))
	}
	return []byte(before + begin + section + end + after), nil
}

// marks are the project's goals: how many times as fast gojs must be as the fastest peer.
var marks = map[string]float64{
	"ping-pong-number": 1.5, "ping-pong-record": 1.3, "flood-number-read": 1.2, "flood-record-read": 1.2,
	"clone-record": 1, "clone-1000-records": 0.8, "clone-map": 1.5, "clone-typed-array": 1.2,
	"transfer-64mib": 4, "worker-start": 10, "worker-memory": 10, "worker-round-trip": 3, "worker-broadcast": 5, "empty": 1,
}

// limits are the project's goals where the peers' compilers or memory are not comparable: the
// maximum in nanoseconds or bytes.
var limits = map[string]float64{"dispatch-1": 1e3, "dispatch-10": 4e3, "channel-memory": 2e3}

// mark returns the goal for a program, and whether it is missed.
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

// unit formats a figure with its unit.
func (r *result) unit(figure float64) string {
	if r.bytes {
		return size(figure)
	}
	return duration(figure)
}

// report returns the generated section.
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

// ratio returns the figure of the best peer divided by that of gojs, which is the first host.
func (r *result) ratio() float64 {
	var peers []float64
	for _, figures := range r.figures[1:] {
		peers = append(peers, median(figures))
	}
	return slices.Min(peers) / median(r.figures[0])
}
