package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/gojs-runtime/gojs/internal/wpt"
)

// A row is a part of web-platform-tests that is run and counted.
type row struct {
	name   string
	paths  []string
	filter *regexp.Regexp
	scope  wpt.Scope
	group  string // its name in peers.json, or "" if the peers do not run it
}

var (
	scripts      = regexp.MustCompile(`\.(any|worker)\.js`)
	idlharness   = regexp.MustCompile(`^dom/idlharness\.(any|window)\.js`)
	pages        = regexp.MustCompile(`\.html?$`)
	encodingOnly = regexp.MustCompile(`^encoding/[^/]+\.any\.js`)
)

// folders has the rows whose tests are the scripts in a folder.
var folders = []string{
	"webmessaging",
	"dom/events",
	"dom/abort",
	"html/webappapis/structured-clone",
	"html/infrastructure/safe-passing-of-structured-data",
	"html/webappapis/timers",
	"html/webappapis/microtask-queuing",
	"html/webappapis/atob",
	"html/webappapis/scripting",
	"webidl",
	"console",
	"hr-time",
	"encoding",
	"FileAPI/blob",
	"FileAPI/file",
}

// rowsOf returns the rows of a scope, in the order of the page.
func rowsOf(scope wpt.Scope) []row {
	var rows []row
	for _, folder := range folders {
		r := row{name: folder, paths: []string{folder}, filter: scripts, scope: scope, group: folder}
		switch folder {
		case "encoding":
			r.name, r.filter, r.group = "encoding (files directly in it)", encodingOnly, "encoding/*"
		case "webmessaging":
			r.name = "webmessaging (scripts)"
			rows = append(rows, r)
			if scope != wpt.Window {
				continue
			}
			r = row{name: "webmessaging (pages without a document or other windows)", paths: []string{folder}, filter: pages, scope: scope}
		}
		rows = append(rows, r)
	}
	idl := row{name: "dom/idlharness", paths: []string{"dom"}, filter: idlharness, scope: scope}
	if scope != wpt.Window {
		idl.group = "dom/idlharness*"
		rows = append(rows, row{name: "workers", paths: []string{"workers"}, filter: scripts, scope: scope, group: "workers"})
	}
	return append(rows, idl)
}

//go:embed peers.json
var peersSource []byte

// peers has the results of other runtimes for the same files.
type peers struct {
	Versions map[string]string             `json:"versions"`
	Scopes   map[wpt.Scope]map[string]peer `json:"scopes"`
}

// A peer is a row with the results of the peers. Subtests counts the subtests that at least one of
// them reports.
type peer struct {
	Files    int            `json:"files"`
	Runs     int            `json:"runs"`
	Subtests int            `json:"subtests"`
	Passed   map[string]int `json:"passed"`
}

func loadPeers() (*peers, error) {
	p := &peers{}
	if err := json.Unmarshal(peersSource, p); err != nil {
		return nil, fmt.Errorf("peers.json: %w", err)
	}
	return p, nil
}

// best returns the peers that pass most subtests, and how many.
func (p peer) best() (names []string, passed int) {
	for _, candidate := range []string{"Node", "Deno", "Bun"} {
		switch n := p.Passed[strings.ToLower(candidate)]; {
		case n > passed:
			names, passed = []string{candidate}, n
		case n == passed:
			names = append(names, candidate)
		}
	}
	return names, passed
}
