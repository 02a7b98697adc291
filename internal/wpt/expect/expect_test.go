package expect_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gojs-runtime/gojs/internal/wpt"
	"github.com/gojs-runtime/gojs/internal/wpt/expect"
)

// load changes to a new folder and loads expectations from a file e.json with this source.
func load(t *testing.T, source string) (*expect.Expectations, error) {
	t.Helper()
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("e.json", []byte(source), 0o600))
	return expect.Load("e.json")
}

func mustLoad(t *testing.T, source string) *expect.Expectations {
	t.Helper()
	e, err := load(t, source)
	require.NoError(t, err)
	return e
}

// of returns the result of a test in the window scope. Subtests are given as "name STATUS".
func of(path string, status wpt.HarnessStatus, subtests ...string) wpt.Result {
	r := wpt.Result{Test: wpt.Test{Path: path, Scope: wpt.Window}, Status: status}
	for _, s := range subtests {
		space := strings.LastIndexByte(s, ' ')
		r.Subtests = append(r.Subtests, wpt.Subtest{Name: s[:space], Status: wpt.Status(s[space+1:])})
	}
	return r
}

func kinds(problems []expect.Problem) []string {
	var all []string
	for _, p := range problems {
		kind := string(p.Kind)
		if p.Subtest != "" {
			kind += ": " + p.Subtest
		}
		all = append(all, kind)
	}
	return all
}

func TestCheck(t *testing.T) {
	const source = `{
		"a": {
			"passes.any.html": true,
			"fails.any.html": {"fail": {"f": "reason f", "g": "reason g"}},
			"errs.any.html": {"status": {"ERROR": "reason e"}},
			"hangs.any.html": {"status": {"TIMEOUT": "reason h"}, "fail": {"f": "reason f"}},
			"matches.any.html": {"fail": {"/^sab /": "reason s"}},
			"named.any.html": {"fail": {"x1": "reason 1", "/^x/": "reason x", "/^/x/$/": "reason slashes"}},
			"ignored.any.html": {"ignore": "reason i"}
		}
	}`
	for _, c := range []struct {
		name   string
		result wpt.Result
		want   []string
	}{
		{"passes", of("a/passes.any.js", "OK", "f PASS"), nil},
		{"passes, without subtests", of("a/passes.any.js", "OK"), nil},
		{"fails", of("a/passes.any.js", "OK", "f PASS", "g FAIL"), []string{"unexpected failure: g"}},
		{"each way not to pass", of("a/passes.any.js", "OK", "f TIMEOUT", "g NOTRUN", "h PRECONDITION_FAILED"),
			[]string{"unexpected failure: f", "unexpected failure: g", "unexpected failure: h"}},
		{"status", of("a/passes.any.js", "ERROR", "f PASS"), []string{"unexpected status"}},
		{"crash", of("a/passes.any.js", "CRASH"), []string{"unexpected status"}},
		{"fails as expected", of("a/fails.any.js", "OK", "f FAIL", "g TIMEOUT", "h PASS"), nil},
		{"another fails", of("a/fails.any.js", "OK", "f FAIL", "g FAIL", "h FAIL"), []string{"unexpected failure: h"}},
		{"one passes", of("a/fails.any.js", "OK", "f PASS", "g FAIL"), []string{"unexpected pass: f"}},
		{"one is gone", of("a/fails.any.js", "OK", "g FAIL"), []string{"no subtest: f"}},
		{"two of one name, one fails", of("a/fails.any.js", "OK", "f PASS", "f FAIL", "g FAIL"), nil},
		{"two of one name pass", of("a/fails.any.js", "OK", "f PASS", "f PASS", "g FAIL"), []string{"unexpected pass: f"}},
		{"two of one name fail", of("a/passes.any.js", "OK", "f FAIL", "f FAIL"), []string{"unexpected failure: f", "unexpected failure: f"}},
		{"error as expected", of("a/errs.any.js", "ERROR", "f PASS"), nil},
		{"no error", of("a/errs.any.js", "OK", "f PASS"), []string{"unexpected status"}},
		{"another status", of("a/errs.any.js", "TIMEOUT"), []string{"unexpected status"}},
		{"error as expected, but a failure", of("a/errs.any.js", "ERROR", "f FAIL"), []string{"unexpected failure: f"}},
		{"all match", of("a/matches.any.js", "OK", "sab 1 FAIL", "sab 2 TIMEOUT", "other PASS"), nil},
		{"one that matches passes", of("a/matches.any.js", "OK", "sab 1 FAIL", "sab 2 PASS"), []string{"unexpected pass: sab 2"}},
		{"none matches", of("a/matches.any.js", "OK", "other PASS"), []string{"no subtest: /^sab /"}},
		{"fails and does not match", of("a/matches.any.js", "OK", "sab 1 FAIL", "other FAIL"), []string{"unexpected failure: other"}},
		{"names go before expressions", of("a/named.any.js", "OK", "x1 FAIL", "x2 FAIL", "/x/ FAIL"), nil},
		{"both as expected", of("a/hangs.any.js", "TIMEOUT", "f TIMEOUT"), nil},
		{"neither", of("a/hangs.any.js", "OK", "f PASS"), []string{"unexpected status", "unexpected pass: f"}},
		{"no entry", of("a/new.any.js", "OK", "f PASS"), []string{"no entry"}},
		{"no entry, fails", of("a/new.any.js", "ERROR", "f FAIL"), []string{"no entry", "unexpected status", "unexpected failure: f"}},
		{"skipped, without an entry", wpt.Result{Test: wpt.Test{Path: "a/new.any.js", Scope: wpt.Window}, Skipped: "x"}, nil},
		{"skipped, ignored", wpt.Result{Test: wpt.Test{Path: "a/ignored.any.js", Scope: wpt.Window}, Skipped: "x"}, nil},
		{"skipped, but has an entry", wpt.Result{Test: wpt.Test{Path: "a/passes.any.js", Scope: wpt.Window}, Skipped: "x"}, []string{"not run"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			verdict := mustLoad(t, source).Check(c.result)
			assert.Equal(t, c.want, kinds(verdict.Problems))
			for _, p := range verdict.Problems {
				assert.Contains(t, p.Fix, "e.json", "the fix of %s names the file", p.Kind)
				assert.NotContains(t, p.Fix, "\n")
			}
		})
	}
}

func TestReasons(t *testing.T) {
	e := mustLoad(t, `{"a.any.html": {"status": {"ERROR": "why e"}, "fail": {"f": "why f"}}}`)
	verdict := e.Check(of("a.any.js", "ERROR", "f FAIL", "g FAIL"))
	assert.Equal(t, "why e", verdict.StatusReason)
	assert.Equal(t, map[string]string{"f": "why f"}, verdict.Reasons)
	verdict = e.Check(of("a.any.js", "TIMEOUT", "f PASS"))
	assert.Empty(t, verdict.StatusReason)
	assert.Empty(t, verdict.Reasons)
}

// Doing what each Fix says resolves the problem.
func TestFixes(t *testing.T) {
	e := mustLoad(t, `{"x": {"a.any.html": {"fail": {"say \"f\"": "why"}}}}`)
	fixes := func(r wpt.Result) (all []string) {
		for _, p := range e.Check(r).Problems {
			all = append(all, p.Fix)
		}
		return all
	}
	assert.Equal(t, []string{`in e.json give it the entry "b.any.html?1": true, or use --update`},
		fixes(wpt.Result{Test: wpt.Test{Path: "x/b.any.js", Scope: wpt.Window, Variant: "?1"}, Status: "OK"}))
	both := wpt.Result{
		Test:   wpt.Test{Path: "x/a.any.js", Scope: wpt.Window},
		Status: "ERROR", Subtests: []wpt.Subtest{{Name: `say "f"`, Status: wpt.Pass}, {Name: "<&>", Status: wpt.Fail}},
	}
	assert.Equal(t, []string{
		`in e.json give it "status": {"ERROR": "a reason, see --reason"}`,
		`in e.json give it "fail": {"<&>": "a reason, see --reason"}`,
		`in e.json take it out of "fail"`,
	}, fixes(both))
	e = mustLoad(t, `{"x": {"a.any.html": {"status": {"ERROR": "a reason, see --reason"}, "fail": {"<&>": "a reason, see --reason"}}}}`)
	assert.Empty(t, fixes(both))
}

func TestNames(t *testing.T) {
	e := mustLoad(t, `{
		"x.any.html": {"fail": {"f": "window"}},
		"x.any.worker.html": {"fail": {"f": "worker"}},
		"x.any.html?a/b": {"fail": {"f": "variant"}},
		"x.any.html?c": true,
		"w.window.html": {"fail": {"f": "window file"}},
		"k.worker.html": {"fail": {"f": "worker file"}},
		"s.https.any.serviceworker.html": {"fail": {"f": "service worker"}}
	}`)
	for want, test := range map[string]wpt.Test{
		"window":         {Path: "x.any.js", Scope: wpt.Window},
		"worker":         {Path: "x.any.js", Scope: wpt.DedicatedWorker},
		"variant":        {Path: "x.any.js", Scope: wpt.Window, Variant: "?a/b"},
		"window file":    {Path: "w.window.js", Scope: wpt.Window},
		"worker file":    {Path: "k.worker.js", Scope: wpt.DedicatedWorker},
		"service worker": {Path: "s.any.js", Scope: "serviceworker"},
	} {
		verdict := e.Check(wpt.Result{Test: test, Status: "OK", Subtests: []wpt.Subtest{{Name: "f", Status: wpt.Fail}}})
		assert.Equal(t, map[string]string{"f": want}, verdict.Reasons)
	}
}

func TestIgnored(t *testing.T) {
	e := mustLoad(t, `{"a": {"b": {"ignore": "folder"}, "x.any.html": {"ignore": "page"}, "y.any.html": true}}`)
	for path, want := range map[string]string{
		"a/x.any.js": "page", "a/b/x.any.js": "folder", "a/b/c/d/x.any.js": "folder",
		"a/y.any.js": "", "b/x.any.js": "", "x.any.js": "", "a/bb/x.any.js": "",
	} {
		reason, ignored := e.Ignored(wpt.Test{Path: path, Scope: wpt.Window})
		assert.Equal(t, want, reason, path)
		assert.Equal(t, want != "", ignored, path)
	}
}

func TestUnmatched(t *testing.T) {
	e := mustLoad(t, `{
		"a": {"x.any.html": true, "x.any.html?gone": true, "gone.any.html": true, "full": {"ignore": "r"}, "empty": {"ignore": "r"}},
		"b": {"elsewhere.any.html": true}
	}`)
	tests := []wpt.Test{{Path: "a/x.any.js", Scope: wpt.Window}, {Path: "a/full/y.any.js", Scope: wpt.Window}}
	var pages []string
	for _, p := range e.Unmatched(tests, func(name string) bool { return strings.HasPrefix(name, "a/") }) {
		assert.Equal(t, expect.NoTest, p.Kind)
		assert.Equal(t, "take the entry out of e.json, or use --update", p.Fix)
		pages = append(pages, p.Page)
	}
	assert.Equal(t, []string{"a/empty", "a/gone.any.html", "a/x.any.html?gone"}, pages)
}

// A nil *Expectations expects all tests to pass and suggests no fixes.
func TestNoExpectations(t *testing.T) {
	var e *expect.Expectations
	_, ignored := e.Ignored(wpt.Test{Path: "x.any.js"})
	assert.False(t, ignored)
	assert.Empty(t, e.Unmatched(nil, nil))
	assert.Empty(t, e.Check(of("x.any.js", "OK", "f PASS")).Problems)
	assert.Empty(t, e.Check(wpt.Result{Skipped: "why"}).Problems)
	assert.Equal(t, []expect.Problem{
		{Kind: expect.WrongStatus, Page: "x.any.html"},
		{Kind: expect.Failed, Page: "x.any.html", Subtest: "f"},
	}, e.Check(of("x.any.js", "ERROR", "f FAIL")).Problems)
}

func TestDamagedFiles(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{``, `e.json:1: the file ends too early: a } or a value is missing`},
		{"{\n\n", `e.json:3: the file ends too early: a } or a value is missing`},
		{"{\n\"a\": {\n\"x.any.html\": true", `e.json:3: the file ends too early: a } or a value is missing`},
		{"{\n\"a\"", `e.json:2: the file ends too early: a } or a value is missing`},
		{"{\n\"a\": {\n\"x.any.html\": true,\n}}", `e.json:4: this is no JSON: invalid character '}'`},
		{"{\n\"a\": {\n'x.any.html': true}}", `e.json:3: this is no JSON: invalid character '\''`},
		{"\ufeff{}", `e.json:1: this is no JSON: invalid character 'ï'`},
		{"[]", `e.json:1: the file must be an object, of folders and pages, not an array`},
		{"true", `e.json:1: the file must be an object, of folders and pages, not true`},
		{"{}\n{}", `e.json:2: there is more behind the end of the object: take it out`},
		{"{}\nx", `e.json:2: there is more behind the end of the object: take it out`},
		{"{\n\"a\": true}", `e.json:2: "a" is true but no page: pages have names such as x.any.html or x.any.worker.html, for x.any.js`},
		{"{\n\"x.any.js\": true}", `e.json:2: "x.any.js" is true but no page: pages have names such as x.any.html or x.any.worker.html, for x.any.js`},
		{"{\n\"x.any.html\": false}", `e.json:2: "x.any.html" must be true or an object, such as {"fail": {"name of a subtest": "reason"}}, not false`},
		{`{"x.any.html": null}`, `e.json:1: "x.any.html" must be true or an object, such as {"fail": {"name of a subtest": "reason"}}, not null`},
		{`{"x.any.html": "PASS"}`, `e.json:1: "x.any.html" must be true or an object, such as {"fail": {"name of a subtest": "reason"}}, not "PASS"`},
		{`{"x.any.html": 1}`, `e.json:1: "x.any.html" must be true or an object, such as {"fail": {"name of a subtest": "reason"}}, not 1`},
		{`{"x.any.html": [1]}`, `e.json:1: "x.any.html" must be true or an object, such as {"fail": {"name of a subtest": "reason"}}, not an array`},
		{`{"a": {"b": "x"}}`, `e.json:1: "a/b" must be true or an object, such as {"fail": {"name of a subtest": "reason"}}, not "x"`},
		{`{"ignore": "x"}`, `e.json:1: "ignore" must be true or an object, such as {"fail": {"name of a subtest": "reason"}}, not "x"`},
		{`{"a/b": {}}`, `e.json:1: "a/b" is no name of a page or folder: nest folders in each other`},
		{`{"/a": {}}`, `e.json:1: "/a" is no name of a page or folder: nest folders in each other`},
		{`{"a": {"": {}}}`, `e.json:1: "" is no name of a page or folder: nest folders in each other`},
		{"{\"a\": {\n\"x.any.html\": true,\n\"x.any.html\": true}}", `e.json:3: "x.any.html" stands twice in "a": take one of them out`},
		{`{"a": {"x.any.html": true}, "a": {}}`, `e.json:1: "a" stands twice in "": take one of them out`},
		{`{"x.any.html": {}}`, `e.json:1: "x.any.html" has no fail, status or ignore: if it passes, write true`},
		{`{"x.any.html": {"pass": true}}`, `e.json:1: "x.any.html" has "pass", but a page can have only fail, status and ignore`},
		{`{"x.any.html": {"fail": ["f"]}}`, `e.json:1: fail of x.any.html must be an object such as {"name": "reason"}, not an array`},
		{`{"x.any.html": {"fail": true}}`, `e.json:1: fail of x.any.html must be an object such as {"name": "reason"}, not true`},
		{`{"x.any.html": {"fail": {}}}`, `e.json:1: fail of x.any.html is empty: take it out`},
		{"{\"x.any.html\": {\"fail\": {\n\"f\": \"\"}}}", `e.json:2: fail of x.any.html: "f" must have a reason, not ""`},
		{`{"x.any.html": {"fail": {"f": true}}}`, `e.json:1: fail of x.any.html: "f" must have a reason, not true`},
		{`{"x.any.html": {"fail": {"f": {}}}}`, `e.json:1: fail of x.any.html: "f" must have a reason, not an object`},
		{`{"x.any.html": {"fail": {"f": "r", "f": "r"}}}`, `e.json:1: "f" stands twice in "fail of x.any.html": take one of them out`},
		{`{"x.any.html": {"fail": {"": "r"}}}`, `e.json:1: fail of x.any.html has an empty name: for a subtest without a name write /^$/`},
		{`{"x.any.html": {"fail": {"/(/": "r"}}}`, `e.json:1: "/(/" is no regular expression: missing closing ): ` + "`(`; it begins and ends with a slash"},
		{`{"x.any.html": {"status": {}}}`, `e.json:1: status of x.any.html is empty: take it out`},
		{`{"x.any.html": {"status": {"OK": "r"}}}`, `e.json:1: status of "x.any.html" must be one of ["ERROR" "TIMEOUT" "PRECONDITION_FAILED" "CRASH"], not "OK"`},
		{`{"x.any.html": {"status": {"ERROR": "r", "CRASH": "r"}}}`, `e.json:1: status of "x.any.html" must name one status`},
		{`{"x.any.html": {"status": "ERROR"}}`, `e.json:1: status of x.any.html must be an object such as {"name": "reason"}, not "ERROR"`},
		{`{"x.any.html": {"ignore": ""}}`, `e.json:1: ignore of "x.any.html" must be a reason, not ""`},
		{`{"x.any.html": {"ignore": true}}`, `e.json:1: ignore of "x.any.html" must be a reason, not true`},
		{`{"x.any.html": {"ignore": "r", "fail": {"f": "r"}}}`, `e.json:1: "x.any.html" is ignored: take its fail and status out, or its ignore`},
		{`{"a": {"ignore": ""}}`, `e.json:1: ignore of "a" has no reason`},
		{`{"a": {"ignore": "r", "x.any.html": true}}`, `e.json:1: "a" is ignored: nothing else can stand in it`},
		{`{"a": {"x.any.html": true, "ignore": "r"}}`, `e.json:1: "a" is ignored: nothing else can stand in it, but "a/x.any.html" does`},
		{strings.Repeat(`{"a":`, 200), `e.json:1: folders are nested too deep`},
		{strings.Repeat(`[`, 1_000_000), `e.json:1: the file must be an object, of folders and pages, not an array`},
	} {
		e, err := load(t, c.source)
		assert.Nil(t, e)
		if assert.Error(t, err, c.source) {
			assert.Contains(t, err.Error(), "expectations: "+c.want)
			assert.NotContains(t, err.Error(), "\n")
		}
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	_, err := expect.Load(filepath.Join(t.TempDir(), "nope"))
	assert.ErrorIs(t, err, fs.ErrNotExist)
	// A folder instead of a file.
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "x.json"), 0o700))
	_, err = expect.Load(dir)
	assert.ErrorContains(t, err, "x.json")
}

func TestFolders(t *testing.T) {
	t.Chdir(t.TempDir())
	write := func(name, source string) { require.NoError(t, os.WriteFile(name, []byte(source), 0o600)) }
	require.NoError(t, os.Mkdir("[e]", 0o700)) // the name looks like a glob pattern
	write("[e]/a.json", `{"a": {"x.any.html": true}}`)
	write("[e]/b.json", `{"b": {"x.any.html": true}}`)
	write("[e]/README.md", `not read`)
	e, err := expect.Load("[e]")
	require.NoError(t, err)
	assert.Empty(t, e.Check(of("a/x.any.js", "OK")).Problems)
	assert.Empty(t, e.Check(of("b/x.any.js", "OK")).Problems)
	for path, file := range map[string]string{"c/d/x.any.js": "c.json", "x.any.js": "root.json"} {
		problems := e.Check(of(path, "OK")).Problems
		require.Len(t, problems, 1)
		assert.Contains(t, problems[0].Fix, filepath.Join("[e]", file))
	}

	write("[e]/c.json", "{\"b\": {\n\"x.any.html\": true}}")
	_, err = expect.Load("[e]")
	assert.ErrorContains(t, err, filepath.FromSlash(`[e]/c.json:2: "b/x.any.html" has an entry in [e]/b.json already: take one of them out`))
	write("[e]/c.json", `{"b": {"ignore": "r"}}`)
	_, err = expect.Load("[e]")
	assert.ErrorContains(t, err, `"b" is ignored: nothing else can stand in it, but "b/x.any.html" does`)
	write("[e]/b.json", `{"b": {"ignore": "r"}}`)
	write("[e]/c.json", `{"b": {"x.any.html": true}}`)
	_, err = expect.Load("[e]")
	assert.ErrorContains(t, err, `nothing else can stand in it, but "b/x.any.html" does`)
}

// saved updates and saves e. It returns the content of the file and the problems that are left.
func saved(t *testing.T, e *expect.Expectations, reason string, unmatched []expect.Problem, results ...wpt.Result) (string, []string) {
	t.Helper()
	left := e.Update(results, unmatched, reason)
	_, err := e.Save()
	require.NoError(t, err)
	b, err := os.ReadFile("e.json")
	require.NoError(t, err)
	again, err := expect.Load("e.json")
	require.NoError(t, err)
	for _, r := range results {
		if len(left) == 0 {
			assert.Empty(t, again.Check(r).Problems, "a run right after an update is as expected")
		}
	}
	return string(b), kinds(left)
}

func TestUpdate(t *testing.T) {
	for _, c := range []struct {
		name   string
		before string
		reason string
		result wpt.Result
		after  string
		left   []string
	}{
		{name: "nothing", before: `{"x.any.html": true}`, result: of("x.any.js", "OK", "f PASS"), after: `{"x.any.html": true}`},
		{name: "new, passes", before: `{}`, result: of("x.any.js", "OK", "f PASS"), after: `{"x.any.html": true}`},
		{name: "new, fails", before: `{}`, reason: "r", result: of("x.any.js", "OK", "f FAIL", "g PASS"),
			after: `{"x.any.html": {"fail": {"f": "r"}}}`},
		{name: "new, fails, no reason", before: `{}`, result: of("x.any.js", "OK", "f FAIL"),
			after: `{}`, left: []string{"no entry", "unexpected failure: f"}},
		{name: "new, error", before: `{}`, reason: "r", result: of("x.any.js", "ERROR"), after: `{"x.any.html": {"status": {"ERROR": "r"}}}`},
		{name: "new, error, no reason", before: `{}`, result: of("x.any.js", "ERROR"), after: `{}`, left: []string{"no entry", "unexpected status"}},
		{name: "one more fails", before: `{"x.any.html": {"fail": {"f": "old"}}}`, reason: "new", result: of("x.any.js", "OK", "f FAIL", "g FAIL"),
			after: `{"x.any.html": {"fail": {"f": "old", "g": "new"}}}`},
		{name: "one more fails, no reason", before: `{"x.any.html": {"fail": {"f": "old"}}}`, result: of("x.any.js", "OK", "f FAIL", "g FAIL"),
			after: `{"x.any.html": {"fail": {"f": "old"}}}`, left: []string{"unexpected failure: g"}},
		{name: "one passes", before: `{"x.any.html": {"fail": {"f": "r", "g": "s"}}}`, result: of("x.any.js", "OK", "f PASS", "g FAIL"),
			after: `{"x.any.html": {"fail": {"g": "s"}}}`},
		{name: "all pass", before: `{"x.any.html": {"fail": {"f": "r"}, "status": {"ERROR": "s"}}}`, result: of("x.any.js", "OK", "f PASS"),
			after: `{"x.any.html": true}`},
		{name: "a subtest is gone", before: `{"x.any.html": {"fail": {"f": "r"}}}`, result: of("x.any.js", "OK"), after: `{"x.any.html": true}`},
		{name: "one passes, one fails without a reason", before: `{"x.any.html": {"fail": {"f": "r"}}}`, result: of("x.any.js", "OK", "f PASS", "g FAIL"),
			after: `{"x.any.html": true}`, left: []string{"unexpected failure: g"}},
		{name: "a status stays", before: `{"x.any.html": {"status": {"ERROR": "old"}}}`, reason: "new", result: of("x.any.js", "ERROR"),
			after: `{"x.any.html": {"status": {"ERROR": "old"}}}`},
		{name: "another status", before: `{"x.any.html": {"status": {"ERROR": "old"}}}`, reason: "new", result: of("x.any.js", "TIMEOUT"),
			after: `{"x.any.html": {"status": {"TIMEOUT": "new"}}}`},
		{name: "another status, no reason", before: `{"x.any.html": {"status": {"ERROR": "old"}}}`, result: of("x.any.js", "TIMEOUT"),
			after: `{"x.any.html": {"status": {"ERROR": "old"}}}`, left: []string{"unexpected status"}},
		{name: "an expression stays", before: `{"x.any.html": {"fail": {"/^f/": "r"}}}`, result: of("x.any.js", "OK", "f1 FAIL", "f2 FAIL", "g PASS"),
			after: `{"x.any.html": {"fail": {"/^f/": "r"}}}`},
		{name: "an expression becomes names", before: `{"x.any.html": {"fail": {"/^f/": "r", "f0": "s"}}}`, reason: "new", result: of("x.any.js", "OK", "f0 FAIL", "f1 FAIL", "f2 PASS", "g FAIL"),
			after: `{"x.any.html": {"fail": {"f0": "s", "f1": "r", "g": "new"}}}`},
		{name: "an expression goes", before: `{"x.any.html": {"fail": {"/^f/": "r"}}}`, result: of("x.any.js", "OK", "f PASS"), after: `{"x.any.html": true}`},
		{name: "names that look like expressions", before: `{}`, reason: "r", result: of("x.any.js", "OK", "/(/ FAIL", " FAIL"),
			after: `{"x.any.html": {"fail": {"/^$/": "r", "/^/\\(/$/": "r"}}}`},
		{name: "two of one name", before: `{}`, reason: "r", result: of("x.any.js", "OK", "f PASS", "f FAIL"), after: `{"x.any.html": {"fail": {"f": "r"}}}`},
		{name: "names and reasons with everything in them", before: `{}`, reason: "see <https://x/?a&b> \"q\"\n\u0000",
			result: wpt.Result{Test: wpt.Test{Path: "x.any.js", Scope: wpt.Window}, Status: "OK", Subtests: []wpt.Subtest{{Name: "<\x00\n\u2028&\">", Status: "FAIL"}}},
			after:  `{"x.any.html": {"fail": {"<\u0000\n\u2028&\">": "see <https://x/?a&b> \"q\"\n\u0000"}}}`},
		{name: "ignored stays", before: `{"x.any.html": {"ignore": "r"}}`, result: wpt.Result{Test: wpt.Test{Path: "x.any.js", Scope: wpt.Window}, Skipped: "s"},
			after: `{"x.any.html": {"ignore": "r"}}`},
		{name: "skipped loses its entry", before: `{"x.any.html": true}`, result: wpt.Result{Test: wpt.Test{Path: "x.any.js", Scope: wpt.Window}, Skipped: "s"}, after: `{}`},
		{name: "skipped gets none", before: `{}`, result: wpt.Result{Test: wpt.Test{Path: "x.any.js", Scope: wpt.Window}, Skipped: "s"}, after: `{}`},
		{name: "others stay", before: `{"a": {"y.any.html": {"ignore": "r"}}, "z.any.html": true}`, result: of("a/x.any.js", "OK"),
			after: `{"a": {"x.any.html": true, "y.any.html": {"ignore": "r"}}, "z.any.html": true}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			after, left := saved(t, mustLoad(t, c.before), c.reason, nil, c.result)
			assert.JSONEq(t, c.after, after)
			assert.Equal(t, c.left, left)
			again, leftAgain := saved(t, mustLoad(t, after), c.reason, nil, c.result)
			assert.Equal(t, after, again, "a second update changes nothing")
			assert.Equal(t, left, leftAgain)
		})
	}
}

func TestUpdateTakesOutWhatIsUnmatched(t *testing.T) {
	e := mustLoad(t, `{"a": {"gone.any.html": true, "empty": {"ignore": "r"}}, "b": {"x.any.html": true}}`)
	unmatched := e.Unmatched(nil, func(name string) bool { return strings.HasPrefix(name, "a/") })
	after, _ := saved(t, e, "", unmatched)
	assert.JSONEq(t, `{"b": {"x.any.html": true}}`, after)
}

// Save writes sorted and indented JSON, in the order in which the tests are shown.
func TestFormat(t *testing.T) {
	e := mustLoad(t, `{"b": {"z.any.html": true, "c": {"y.any.html": {"status": {"ERROR": "s"}, "fail": {"g": "r", "f": "r"}}}}, "a": {"ignore": "i"}}`)
	_, err := e.Save()
	require.NoError(t, err)
	b, err := os.ReadFile("e.json")
	require.NoError(t, err)
	assert.Equal(t, `{
  "a": {
    "ignore": "i"
  },
  "b": {
    "c": {
      "y.any.html": {
        "fail": {
          "f": "r",
          "g": "r"
        },
        "status": {
          "ERROR": "s"
        }
      }
    },
    "z.any.html": true
  }
}
`, string(b))
}

func TestSaveWritesOnlyWhatChanged(t *testing.T) {
	t.Chdir(t.TempDir())
	e := expect.New("dir")
	changed, err := e.Save()
	require.NoError(t, err)
	assert.Empty(t, changed)
	results := []wpt.Result{of("a/x.any.js", "OK"), of("b/x.any.js", "OK"), of("x.any.js", "OK")}
	assert.Empty(t, e.Update(results, nil, ""))
	changed, err = e.Save()
	require.NoError(t, err)
	assert.Equal(t, []string{filepath.Join("dir", "a.json"), filepath.Join("dir", "b.json"), filepath.Join("dir", "root.json")}, changed)

	e, err = expect.Load("dir")
	require.NoError(t, err)
	changed, err = e.Save()
	require.NoError(t, err)
	assert.Empty(t, changed)
	assert.Empty(t, e.Update([]wpt.Result{of("b/y.any.js", "OK")}, []expect.Problem{{Page: "a/x.any.html"}}, ""))
	changed, err = e.Save()
	require.NoError(t, err)
	assert.Equal(t, []string{filepath.Join("dir", "a.json"), filepath.Join("dir", "b.json")}, changed)
	b, err := os.ReadFile(filepath.Join("dir", "a.json"))
	require.NoError(t, err)
	assert.Equal(t, "{}\n", string(b))
	entries, err := os.ReadDir("dir")
	require.NoError(t, err)
	assert.Len(t, entries, 3, "no temporary file is left")
}

func TestSaveFails(t *testing.T) {
	dir := t.TempDir()
	e := expect.New(filepath.Join(dir, "nope", "e.json"))
	assert.Empty(t, e.Update([]wpt.Result{of("x.any.js", "OK")}, nil, ""))
	_, err := e.Save()
	assert.ErrorIs(t, err, fs.ErrNotExist)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "file"), nil, 0o600))
	_, err = expect.New(filepath.Join(dir, "file")).Save()
	assert.Error(t, err)
}

// FuzzLoad checks that saving and loading expectations again does not change them.
func FuzzLoad(f *testing.F) {
	f.Add(`{"a": {"x.any.html": {"fail": {"f": "r"}, "status": {"ERROR": "s"}}, "b": {"ignore": "r"}, "x.any.html?a/b": true}}`)
	f.Add(`{"": {"\ud800.html": true}}`)
	f.Fuzz(func(t *testing.T, source string) {
		name := filepath.Join(t.TempDir(), "e.json")
		require.NoError(t, os.WriteFile(name, []byte(source), 0o600))
		e, err := expect.Load(name)
		if err != nil {
			return
		}
		_, err = e.Save()
		require.NoError(t, err)
		e, err = expect.Load(name)
		require.NoError(t, err)
		changed, err := e.Save()
		require.NoError(t, err)
		require.Empty(t, changed)
	})
}
