package nodejs_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/runtime"
)

func TestRequireErrors(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"endless.js":  "(function f() { f() })()",
		"exits.js":    "process.exit(7)",
		"syntax.js":   "\nlet x = ;",
		"indirect.js": "require('./missing')",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
	}
	runIn := func(t *testing.T, source string) ([]string, error) {
		return runNamed(t, filepath.Join(dir, "main.js"), source, runtime.WithNode(nil, nil))
	}
	for _, c := range []struct{ module, want string }{
		{"./missing", "Error Cannot find module './missing' MODULE_NOT_FOUND"},
		{"./indirect", "Error Cannot find module './missing' MODULE_NOT_FOUND"},
		{"fs", "Error Cannot find module 'fs' MODULE_NOT_FOUND"},
		{"node:fs", "Error Cannot find module 'node:fs' MODULE_NOT_FOUND"},
	} {
		got, err := runIn(t, "try { require('"+c.module+"') } catch (e) { log(e.name, e.message, e.code) }")
		require.NoError(t, err)
		assert.Equal(t, []string{c.want}, got, c.module)
	}
	t.Run("a syntax error", func(t *testing.T) {
		got, err := runIn(t, "try { require('./syntax') } catch (e) { log(e instanceof SyntaxError, e.message) }")
		require.NoError(t, err)
		require.Len(t, got, 1)
		assert.Regexp(t, `^true .*syntax\.js.*2:9.*Unexpected token`, got[0])
	})
	t.Run("no catch sees process.exit in a module", func(t *testing.T) {
		got, err := runIn(t, "try { require('./exits') } catch (e) { log('caught') }")
		var exit *runtime.ExitError
		require.ErrorAs(t, err, &exit)
		assert.Equal(t, 7, exit.Code)
		assert.Empty(t, got)
	})
	t.Run("no catch sees a stack overflow in a module", func(t *testing.T) {
		got, err := runIn(t, "try { require('./endless') } catch (e) { log('caught') }")
		require.ErrorContains(t, err, "RangeError: Maximum call stack size exceeded")
		assert.Empty(t, got)
	})
}
