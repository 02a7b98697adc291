package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/fsnotify/fsnotify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWatcher(t *testing.T) {
	tree(t, "root/a.any.js", "", "root/sub/b.any.js", "", "root/.git/x", "", "root/node_modules/y.js", "", "beside/e.json", "", "beside/other", "")
	w, err := newWatcher("root", filepath.Join("beside", "e.json"))
	require.NoError(t, err)
	defer w.events.Close()
	change := func(want string, what func()) {
		t.Helper()
		changed := make(chan error, 1)
		go func() { changed <- w.wait(t.Context()) }()
		what()
		require.NoError(t, <-changed)
		assert.Equal(t, want, filepath.Base(w.name))
	}
	write := func(name string) func() { return func() { writeFiles(t, name, "x") } }
	change("b.any.js", write("root/sub/b.any.js"))
	change("new.js", write("root/sub/new.js"))
	change("new.js", func() { require.NoError(t, os.Remove("root/sub/new.js")) })
	change("moved.js", func() { require.NoError(t, os.Rename("root/a.any.js", "root/moved.js")) })
	// New folders are watched with those below, even if they were made before the watch began.
	change("ready", func() {
		require.NoError(t, os.MkdirAll("root/new/deep", 0o700))
		require.NoError(t, os.Mkdir("root/ready", 0o700))
	})
	change("c.any.js", write("root/new/deep/c.any.js"))
	// The file elsewhere is watched, but not its neighbours, hidden files, node_modules and backups of editors.
	change("e.json", func() {
		for _, name := range []string{"beside/other", "root/.git/x", "root/node_modules/y.js", "root/.b.swp", "root/b.js~"} {
			writeFiles(t, name, "x")
		}
		require.NoError(t, os.Chmod("root/moved.js", 0o700))
		writeFiles(t, "beside/e.json", "x")
	})
	assert.Empty(t, w.events.Events)

	cause := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(cause)
	assert.Equal(t, cause, w.wait(ctx))
}

func TestWatcherOfAFolderThatIsNotThere(t *testing.T) {
	_, err := newWatcher(filepath.Join(t.TempDir(), "nope"), "nope")
	assert.Error(t, err)
}

// More events happened than the system remembers.
func TestWatcherMissesEvents(t *testing.T) {
	tree(t, "root/a.any.js", "")
	w, err := newWatcher("root", "")
	require.NoError(t, err)
	defer w.events.Close()
	go func() { w.events.Errors <- fsnotify.ErrEventOverflow }()
	require.NoError(t, w.wait(t.Context()))
	assert.Equal(t, "root", w.name)
}
