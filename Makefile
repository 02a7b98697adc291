# Targets say why they exist. `make check` is what a change must pass.

.PHONY: build test race safe mutants lint bench bench-record bench-peers wpt pgo fuzz-short check help

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

build: ## the command, for trying it by hand: ./gojs
	go build -trimpath -pgo=bench/gojs.pgo -o gojs ./cmd/gojs

test: ## all tests as a new user runs them; under a minute
	go test ./...

race: ## the packages where goroutines meet, under the race detector; slow, so not part of test
	go test -race ./eventloop ./port ./clone ./internal/... ./bindings ./runtime ./examples/...

safe: ## all tests without unsafe: internal/engine's safe twin must behave the same
	go test -tags gojs_safe ./...

mutants: ## all tests with copies of goja that internal/engine does not know; half an hour; before an upgrade of goja or Go
	go run ./internal/engine/mutants

lint: ## gofmt, vet and staticcheck (the version is pinned in go.mod), for both builds
	@test -z "$$(gofmt -l .)" || { gofmt -l .; exit 1; }
	go vet ./...
	go vet -tags gojs_safe ./...
	go tool staticcheck ./...

BENCH = go test -run '^$$' -bench . -benchmem -benchtime 100ms -count 6 ./eventloop ./port ./clone ./internal/engine ./internal/console ./internal/dom ./internal/html ./bindings ./runtime
BENCHSTAT = go run golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da

bench: ## what the Go side costs, with allocations, compared with what was recorded last; two minutes
	@new=$$(mktemp) && $(BENCH) >$$new && $(BENCHSTAT) -ignore cpu bench/recorded.txt $$new; status=$$?; rm -f $$new; exit $$status

bench-record: ## record what bench compares with, on this machine
	$(BENCH) >bench/recorded.txt

bench-peers: ## the programs of bench/ on gojs, Node, Deno and Bun, into docs/performance.md; on a machine that does nothing else
	go run ./bench/compare --install --write docs/performance.md

wpt: ## what gojs passes of web-platform-tests, into docs/conformance.md: make wpt WPT=path/to/checkout
	GOJS_WPT="$(abspath $(WPT))" go test ./internal/wpt ./js_tests
	go run ./js_tests/conformance --wpt "$(WPT)"

pgo: ## record the profile that build compiles with; after a change of what is hot, on a machine that does nothing else
	go test ./bench -run '^$$' -bench Programs -cpuprofile bench/gojs.pgo -o /dev/null

fuzz-short: ## 20 s of each fuzz target: enough to catch what a change broke, not to prove anything
	@grep -rn '^func Fuzz' --include='*_test.go' . | sed -E 's|^\./(.*)/[^/]*_test.go:[0-9]+:func (Fuzz[A-Za-z0-9]*).*|\1 \2|' | \
	while read -r package target; do go test -run '^$$' -fuzz "^$$target\$$" -fuzztime 20s "./$$package" || exit 1; done

check: ## everything that CI runs, and a clean tree
	bash .ci/run
	go mod tidy -diff
	@test -z "$$(git status --porcelain)" || { git status --short; echo 'the tree is not clean'; exit 1; }
