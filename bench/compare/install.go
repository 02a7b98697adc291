package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// packages are the npm packages of the peers, by the name of their command.
var packages = map[string]string{"node": "node@26", "deno": "deno@2", "bun": "bun@1"}

// install gets the peers that are neither given nor on PATH from npm, unless an earlier call has, and sets their commands.
func install(ctx context.Context, peers []*host, log io.Writer) error {
	cache, err := os.UserCacheDir()
	if err != nil {
		return fmt.Errorf("--install: %w", err)
	}
	folder := filepath.Join(cache, "gojs-bench-peers")
	for _, h := range peers {
		if _, err := exec.LookPath(h.command[0]); err == nil || h.wanted {
			continue
		}
		pkg := packages[h.command[0]]
		binary := filepath.Join(folder, "node_modules", ".bin", h.command[0])
		if _, err := os.Stat(binary); err != nil {
			fmt.Fprintf(log, "installing %s into %s\n", pkg, folder)
			cmd := exec.CommandContext(ctx, "npm", "install", "--no-save", "--prefix", folder, pkg)
			if out, err := cmd.CombinedOutput(); err != nil {
				return fmt.Errorf("npm install %s: %w\n%s", pkg, err, out)
			}
		}
		h.command[0], h.wanted = binary, true
	}
	return nil
}
