package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// errChanged ends a run of the tests because a file has changed.
var errChanged = errors.New("a file changed")

// watchTests runs the tests and starts again whenever a file below their root changes, even during
// a run. It returns the exit code when ctx is done.
func (c *command) watchTests(ctx context.Context, o testOptions, t *tests) (code int) {
	w, err := newWatcher(t.root, o.expect)
	if err != nil {
		return c.fail(exitUsage, "--watch: %v", err)
	}
	defer w.events.Close()
	for {
		if err := c.runUntilChange(ctx, w, o, t); err != nil {
			return c.report("", err)
		}
		fmt.Fprintf(c.stdout, "\n%s changed\n", w.name)
		if t, err = o.open(); err != nil {
			c.fail(exitUsage, "%v", err)
		}
	}
}

// runUntilChange runs the tests, if there are any, and waits for a change.
func (c *command) runUntilChange(ctx context.Context, w *watcher, o testOptions, t *tests) error {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	run, endRun := context.WithCancelCause(ctx)
	changed := make(chan error, 1)
	go func() {
		err := w.wait(ctx)
		endRun(errChanged)
		changed <- err
	}()
	var err error
	if t != nil {
		_, err = c.runTests(run, o, t)
	}
	if err == nil {
		_, err = fmt.Fprintf(c.stdout, "waiting for changes below %s, until Ctrl-C\n", w.root)
	}
	if err != nil && !errors.Is(err, errChanged) {
		end(err)
	}
	return <-changed
}

// watcher waits for changes below a folder, and of a file or folder elsewhere.
type watcher struct {
	root, file string
	events     *fsnotify.Watcher
	name       string // the file that changed last
}

// newWatcher watches the folders below root, except node_modules and those whose names begin with a
// dot. If file is not "", it watches that file or folder too.
func newWatcher(root, file string) (*watcher, error) {
	events, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{root: root, events: events}
	err = w.add(root)
	if err == nil && file != "" {
		if w.file, err = filepath.Abs(file); err == nil {
			err = w.addFile(w.file)
		}
	}
	if err != nil {
		events.Close()
		return nil, err
	}
	return w, nil
}

// addFile watches a folder, or the folder of a file, since editors replace files.
func (w *watcher) addFile(file string) error {
	if info, err := os.Stat(file); err == nil && !info.IsDir() {
		file = filepath.Dir(file)
	}
	return w.events.Add(file)
}

func (w *watcher) add(folder string) error {
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // it was there a moment ago
		case err != nil:
			return err
		case !entry.IsDir():
			return nil
		case path != w.root && ignoredByWatch(path):
			return fs.SkipDir
		}
		if err := w.events.Add(path); err != nil {
			return fmt.Errorf("%s: %w; there may be more folders than the system can watch: --root a smaller one", path, err)
		}
		return nil
	})
}

func ignoredByWatch(path string) bool {
	base := filepath.Base(path)
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || base == "node_modules"
}

// quiet is how long wait waits for more changes: editors and version control write in several
// steps.
const quiet = 100 * time.Millisecond

// wait returns after a change, once nothing has changed for quiet. If ctx ends, it returns its
// cause.
func (w *watcher) wait(ctx context.Context) error {
	var settled <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-settled:
			return nil
		case err, ok := <-w.events.Errors:
			if !ok || !errors.Is(err, fsnotify.ErrEventOverflow) {
				return fmt.Errorf("--watch: %w", err)
			}
			w.name = w.root
		case event := <-w.events.Events:
			if !w.relevant(event) {
				continue
			}
			w.name = event.Name
			if info, err := os.Stat(event.Name); err == nil && info.IsDir() && event.Has(fsnotify.Create) {
				if err := w.add(event.Name); err != nil {
					return fmt.Errorf("--watch: %w", err)
				}
			}
		}
		settled = time.After(quiet)
	}
}

// relevant reports whether an event can change the tests. Permissions and the neighbours of w.file
// cannot.
func (w *watcher) relevant(event fsnotify.Event) bool {
	if event.Op == fsnotify.Chmod || ignoredByWatch(event.Name) {
		return false
	}
	path, err := filepath.Abs(event.Name)
	if err != nil {
		return false
	}
	root, err := filepath.Abs(w.root)
	return err == nil && (inside(root, path) || w.file != "" && inside(w.file, path))
}
