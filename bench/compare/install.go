package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// packages has the npm packages of the peers, by the name of their command.
var packages = map[string]string{"node": "node@26", "deno": "deno@2", "bun": "bun@1"}

// install installs the peers that are neither given nor on PATH from npm, unless an earlier call
// has, and sets their commands.
func install(ctx context.Context, peers []*host, log io.Writer) error {
	cache, err := os.UserCacheDir()
	if err != nil {
		return fmt.Errorf("--install: %w", err)
	}
	folder := filepath.Join(cache, "gojs-bench-peers")
	var wanted []string
	missing := false
	for _, h := range peers {
		if _, err := exec.LookPath(h.command[0]); err == nil || h.wanted {
			continue
		}
		wanted = append(wanted, packages[h.command[0]])
		h.command[0], h.wanted = filepath.Join(folder, "node_modules", ".bin", h.command[0]), true
		if _, err := os.Stat(h.command[0]); err != nil {
			missing = true
		}
	}
	if !missing {
		return nil
	}
	fmt.Fprintf(log, "installing %s into %s\n", strings.Join(wanted, ", "), folder)
	// Install all in one call and save them, since npm removes packages that are neither saved nor
	// named.
	cmd := exec.CommandContext(ctx, "npm", append([]string{"install", "--save", "--prefix", folder}, wanted...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("npm install %s: %w\n%s", strings.Join(wanted, " "), err, out)
	}
	return nil
}
