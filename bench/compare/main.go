// Compare runs the programs of the folder bench on gojs, Node, Deno and Bun, and writes a Markdown
// table of the results. Call it in the repository's root:
//
//	go run ./bench/compare [flags] [program …]
//
// The hosts take turns, program by program and round by round, so that other load on the machine
// affects all of them. A host that is neither given nor on PATH is left out, unless --install
// installs it from npm.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := compare(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "compare:", err)
		}
		stop()
		os.Exit(1)
	}
}

const folder = "bench"

func compare(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("compare", flag.ContinueOnError)
	flags.SetOutput(stderr)
	peers := []*host{
		{name: "Node", command: []string{"node"}},
		{name: "Deno", command: []string{"deno", "run"}},
		{name: "Bun", command: []string{"bun"}},
	}
	for _, h := range peers {
		flags.Func(h.command[0], "`path` of "+h.name+", if it is not the one on PATH", func(path string) error {
			h.command[0], h.wanted = path, true
			return nil
		})
	}
	get := flags.Bool("install", false, "get the peers that are not on PATH from npm, into the user's cache folder")
	rounds := flags.Int("rounds", 5, "how often each program runs on each host")
	write := flags.String("write", "", "Markdown `file` whose generated section is replaced by the table")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *rounds < 1 {
		return fmt.Errorf("--rounds %d: there must be one at least", *rounds)
	}

	programs, err := programs(flags.Args())
	if err != nil {
		return err
	}
	if *get {
		if err := install(ctx, peers, stderr); err != nil {
			return err
		}
	}
	temp, err := os.MkdirTemp("", "gojs-compare")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	gojs, err := build(ctx, temp)
	if err != nil {
		return err
	}
	hosts, err := present(ctx, append([]*host{gojs}, peers...))
	if err != nil {
		return err
	}

	results := make([]result, len(programs))
	for round := range *rounds {
		for i, program := range programs {
			fmt.Fprintf(stderr, "\rround %d of %d: %-30s", round+1, *rounds, program)
			for k := range hosts {
				// Begin each round with another host.
				h := (k + round) % len(hosts)
				if err := results[i].add(ctx, program, h, hosts); err != nil {
					return err
				}
			}
		}
	}
	fmt.Fprintln(stderr)

	section := report(hosts, results, *rounds, gojs.binary, machine())
	fmt.Fprint(stdout, section)
	if *write == "" {
		return nil
	}
	page, err := os.ReadFile(*write)
	if err != nil {
		return err
	}
	if page, err = replaceSection(page, section); err != nil {
		return fmt.Errorf("%s: %w", *write, err)
	}
	return os.WriteFile(*write, page, 0o666)
}

// programs returns the files of the programs with these names, or of all if there are no names.
func programs(names []string) ([]string, error) {
	all, err := filepath.Glob(filepath.Join(folder, "*.js"))
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("there is no %s: run this in the root of the repository", filepath.Join(folder, "*.js"))
	}
	if len(names) == 0 {
		return all, nil
	}
	var some []string
	for _, name := range names {
		file := filepath.Join(folder, strings.TrimSuffix(filepath.Base(name), ".js")+".js")
		if _, err := os.Stat(file); err != nil {
			return nil, err
		}
		some = append(some, file)
	}
	return some, nil
}

// A host runs the programs.
type host struct {
	name    string
	command []string // the program's file is appended
	wanted  bool     // given by a flag
	version string
	binary  string // gojs only: the file that was built
}

// build builds the command gojs with the flags of the Makefile.
func build(ctx context.Context, folder string) (*host, error) {
	binary := filepath.Join(folder, "gojs")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-pgo=bench/gojs.pgo", "-o", binary, "./cmd/gojs")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("go build ./cmd/gojs: %w\n%s", err, out)
	}
	return &host{name: "gojs", command: []string{binary, "run"}, wanted: true, binary: binary}, nil
}

// present returns the hosts that exist, and sets their versions.
func present(ctx context.Context, hosts []*host) ([]*host, error) {
	var found []*host
	for _, h := range hosts {
		if _, err := exec.LookPath(h.command[0]); err != nil {
			if h.wanted {
				return nil, err
			}
			continue
		}
		if h.binary == "" {
			out, err := exec.CommandContext(ctx, h.command[0], "--version").Output()
			if err != nil {
				return nil, fmt.Errorf("%s --version: %w", h.command[0], err)
			}
			h.version = version(string(out))
		}
		found = append(found, h)
	}
	return found, nil
}

// run runs a program. It returns the program's output and how long the process took.
func (h *host) run(ctx context.Context, program string) (stdout []byte, took time.Duration, err error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	var out, errors bytes.Buffer
	cmd := h.start(ctx, program)
	cmd.Stdout, cmd.Stderr = &out, &errors
	start := time.Now()
	err = cmd.Run()
	took = time.Since(start)
	if err != nil {
		return nil, 0, fmt.Errorf("%s on %s: %w\n%s", program, h.name, err, errors.Bytes())
	}
	return out.Bytes(), took, nil
}

// start returns the command that runs a program.
func (h *host) start(ctx context.Context, program string) *exec.Cmd {
	args := append([]string(nil), h.command[1:]...)
	if h.name == "Node" && strings.HasPrefix(filepath.Base(program), "worker-") {
		args = append(args, "-r", "./"+filepath.Join(folder, "node-worker.cjs"))
	}
	cmd := exec.CommandContext(ctx, h.command[0], append(args, program)...)
	cmd.Env = append(os.Environ(), "DENO_NO_UPDATE_CHECK=1")
	return cmd
}
