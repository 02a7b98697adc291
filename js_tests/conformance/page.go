package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/gojs-runtime/gojs/internal/wpt"
)

// A page is the content of docs/conformance.md.
type page struct {
	peers  *peers
	corpus []string
	counts []*counted
}

// corpusOf returns the snapshots of web-platform-tests that a checkout was assembled from, if its
// LAYERS.txt names them.
func corpusOf(root string) []string {
	source, err := os.ReadFile(filepath.Join(root, "LAYERS.txt"))
	if err != nil {
		return nil
	}
	var layers []string
	for line := range strings.Lines(string(source)) {
		if fields := strings.Fields(line); len(fields) >= 4 {
			layers = append(layers, fmt.Sprintf("%s at %s (%s)", fields[1], fields[2], fields[3]))
		}
	}
	return layers
}

const intro = `# Conformance

What gojs passes of [web-platform-tests](https://web-platform-tests.org/), with the testharness.js and idlharness.js of that
project as they stand. This page is written by

    make wpt WPT=path/to/a/checkout

which fails, and writes nothing, if a result is not the one that js_tests/wpt-expectations has: an unexpected pass is one,
too. Each test that does not pass is listed below with the reason.
`

const columns = `
Scripts are the files named ` + "`x.any.js`" + ` and ` + "`x.worker.js`" + `; each runs once for each of its variants. The best peer is who
passes most of %s on the same files, each in a fresh process; what
a host does not report because it died is counted as not passed, on every side. A dash: none of them runs these.
dom/idlharness in a window asks for all interfaces of the DOM standard, most of which need documents.
`

func (p *page) markdown() string {
	var b strings.Builder
	b.WriteString(intro)
	if len(p.corpus) > 0 {
		fmt.Fprintf(&b, "\nThe checkout is laid together from public snapshots, later ones over earlier ones: %s.\n", strings.Join(p.corpus, "; "))
	}
	fmt.Fprintf(&b, columns, p.peersNamed())
	for _, scope := range []wpt.Scope{wpt.Window, wpt.DedicatedWorker} {
		fmt.Fprintf(&b, "\n## %s\n\n", map[wpt.Scope]string{wpt.Window: "The window scope", wpt.DedicatedWorker: "Dedicated workers"}[scope])
		b.WriteString("| tests | files | runs | subtests | passed | share | best peer |\n|---|--:|--:|--:|--:|--:|---|\n")
		for _, c := range p.counts {
			if c.scope == scope {
				b.WriteString(p.line(c))
			}
		}
	}
	b.WriteString("\n## What does not pass\n")
	for _, c := range p.counts {
		p.nonPasses(&b, c)
	}
	return b.String()
}

func (p *page) peersNamed() string {
	return fmt.Sprintf("Node %s, Deno %s and Bun %s", p.peers.Versions["node"], p.peers.Versions["deno"], p.peers.Versions["bun"])
}

func (p *page) line(c *counted) string {
	peer, compared := p.peers.Scopes[c.scope][c.group]
	subtests := c.summary.Subtests
	best := "–"
	if compared {
		subtests = max(subtests, peer.Subtests)
		names, passed := peer.best()
		best = fmt.Sprintf("%s, %s", share(passed, peer.Subtests), strings.Join(names, ", "))
	}
	return fmt.Sprintf("| %s | %d | %d | %d | %d | %s | %s |\n", c.name, c.summary.Files(), c.summary.Ran, subtests,
		c.summary.Passed, share(c.summary.Passed, subtests), best)
}

// share returns a percentage. It is 100 only if part is whole.
func share(part, whole int) string {
	if part < whole && part*1000 >= whole*999 {
		return "99.9%"
	}
	return fmt.Sprintf("%.1f%%", 100*float64(part)/float64(max(whole, 1)))
}

func (p *page) nonPasses(b *strings.Builder, c *counted) {
	ignored := map[string][]string{} // by reason
	var lines []string
	for _, o := range c.outcomes {
		page := strings.TrimPrefix(o.Page(), "/")
		if o.Ignored != "" {
			ignored[o.Ignored] = append(ignored[o.Ignored], page)
			continue
		}
		byReason := map[string][]string{}
		if o.StatusReason != "" {
			byReason[o.StatusReason] = append(byReason[o.StatusReason], "the harness: "+string(o.Status))
		}
		for _, s := range o.Subtests {
			if reason := o.Reasons[s.Name]; reason != "" && s.Status != wpt.Pass {
				byReason[reason] = append(byReason[reason], code(s.Name))
			}
		}
		if len(byReason) == 0 {
			continue
		}
		lines = append(lines, fmt.Sprintf("- `%s`\n", page))
		for _, reason := range slices.Sorted(maps.Keys(byReason)) {
			lines = append(lines, fmt.Sprintf("  - %s: %s\n", reason, some(byReason[reason])))
		}
	}
	if len(lines)+len(ignored) == 0 {
		return
	}
	fmt.Fprintf(b, "\n### %s, %s\n\n", c.name, map[wpt.Scope]string{wpt.Window: "window", wpt.DedicatedWorker: "worker"}[c.scope])
	b.WriteString(strings.Join(lines, ""))
	for _, reason := range slices.SortedFunc(maps.Keys(ignored), func(x, y string) int {
		return cmp.Or(cmp.Compare(len(ignored[y]), len(ignored[x])), strings.Compare(x, y))
	}) {
		fmt.Fprintf(b, "- not run, %s: %s\n", reason, all(ignored[reason]))
	}
}

// maxNames is the number of subtests up to which all that share a reason are named.
const maxNames = 10

func some(names []string) string {
	if len(names) <= maxNames {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%d subtests, among them %s", len(names), strings.Join(names[:3], ", "))
}

func all(pages []string) string {
	return "`" + strings.Join(pages, "`, `") + "`"
}

// maxName is the number of characters of a name that are shown.
const maxName = 100

// code returns a name as inline code of Markdown.
func code(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > maxName {
		name = string(runes[:maxName]) + "…"
	}
	name = strings.ReplaceAll(name, "](", "] (") // prevents a link
	if strings.Contains(name, "`") {
		return "`` " + name + " ``"
	}
	return "`" + name + "`"
}
