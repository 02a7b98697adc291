package expect

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/gojs-runtime/gojs/internal/wpt"
)

// rootFile is the file, in a folder of expectations, for the pages at the root of the tree.
const rootFile = "root.json"

// Load reads a file, or all files of a folder whose names end in .json. If name does not exist, the
// error matches [fs.ErrNotExist]; see [New].
func Load(name string) (*Expectations, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("expectations: %w", err)
	}
	e := &Expectations{path: name, folder: info.IsDir(), entries: map[string]*entry{}}
	files := []string{name}
	if e.folder {
		if files, err = filepath.Glob(filepath.Join(escapeGlob(name), "*.json")); err != nil {
			return nil, fmt.Errorf("expectations: %w", err)
		}
	}
	for _, file := range files {
		if err := e.read(file); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// New returns empty expectations for a file or folder that does not exist yet: a file if the name
// ends in .json, else a folder.
func New(name string) *Expectations {
	return &Expectations{path: name, folder: filepath.Ext(name) != ".json", entries: map[string]*entry{}}
}

var globMeta = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[*?\[\]\\]`) })

func escapeGlob(name string) string {
	if filepath.Separator == '\\' {
		return name // filepath.Match has no escapes on Windows
	}
	return globMeta().ReplaceAllString(name, `\$0`)
}

// fileFor returns the file for a new entry.
func (e *Expectations) fileFor(page string) string {
	if !e.folder {
		return e.path
	}
	top, _, below := strings.Cut(page, "/")
	if folder, _ := splitName(page); !below || folder == "" {
		return filepath.Join(e.path, rootFile)
	}
	return filepath.Join(e.path, top+".json")
}

func (e *Expectations) read(file string) error {
	source, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("expectations: %w", err)
	}
	p := parser{file: file, source: source, entries: e.entries, tokens: json.NewDecoder(bytes.NewReader(source))}
	if err := p.parse(); err != nil {
		return fmt.Errorf("expectations: %s:%d: %w", file, p.line(), err)
	}
	return nil
}

// A parser reads a file token by token, so that errors have line numbers and duplicate names are
// found.
type parser struct {
	file    string
	source  []byte
	tokens  *json.Decoder
	entries map[string]*entry
	ended   bool // the file ended too early
}

// line returns the line of the last token read.
func (p *parser) line() int {
	read := p.source
	if !p.ended {
		read = read[:p.tokens.InputOffset()]
	}
	return 1 + bytes.Count(read, []byte{'\n'})
}

func (p *parser) token() (json.Token, error) {
	t, err := p.tokens.Token()
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		p.ended = true
		return nil, errors.New("the file ends too early: a } or a value is missing")
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return nil, fmt.Errorf("this is no JSON: %w", syntax)
	}
	return t, err
}

func (p *parser) parse() error {
	t, err := p.token()
	if err != nil {
		return err
	}
	if t != json.Delim('{') {
		return fmt.Errorf("the file must be an object, of folders and pages, not %s", show(t))
	}
	if err := p.folder(""); err != nil {
		return err
	}
	if _, err := p.tokens.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more behind the end of the object: take it out")
	}
	return nil
}

// pageName matches the end of a page's name, before its query.
var pageName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\.(x?html?|xht|jsshell)([?#]|$)`) })

// maxDepth limits how deep folders are nested.
const maxDepth = 100

// folder reads an object of pages and folders, after its opening brace.
func (p *parser) folder(name string) error {
	if strings.Count(name, "/") >= maxDepth {
		return errors.New("folders are nested too deep")
	}
	return p.object(name, func(key string) error {
		if _, last := splitName(key); last != key || key == "" {
			return fmt.Errorf("%q is no name of a page or folder: nest folders in each other", key)
		}
		below := strings.TrimPrefix(name+"/"+key, "/")
		t, err := p.token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case bool:
			if t && !pageName().MatchString(key) {
				return fmt.Errorf("%q is true but no page: pages have names such as x.any.html or x.any.worker.html, for x.any.js", below)
			}
			if t {
				return p.add(below, &entry{})
			}
		case string:
			if key == "ignore" && name != "" {
				return p.ignoredFolder(name, t)
			}
		case json.Delim:
			switch {
			case t != '{':
			case pageName().MatchString(key):
				return p.page(below)
			default:
				return p.folder(below)
			}
		}
		return fmt.Errorf(`%q must be true or an object, such as {"fail": {"name of a subtest": "reason"}}, not %s`, below, show(t))
	})
}

func (p *parser) ignoredFolder(name, reason string) error {
	if reason == "" {
		return fmt.Errorf("ignore of %q has no reason", name)
	}
	if p.tokens.More() {
		return fmt.Errorf("%q is ignored: nothing else can stand in it", name)
	}
	for other := range p.entries {
		if strings.HasPrefix(other, name+"/") {
			return fmt.Errorf("%q is ignored: nothing else can stand in it, but %q does", name, other)
		}
	}
	return p.add(name, &entry{ignore: reason})
}

func (p *parser) add(name string, e *entry) error {
	if other := p.entries[name]; other != nil {
		return fmt.Errorf("%q has an entry in %s already: take one of them out", name, other.file)
	}
	if in, other := (&Expectations{entries: p.entries}).of(name); other != nil {
		return fmt.Errorf("%q is ignored in %s: nothing else can stand in it, but %q does", in, other.file, name)
	}
	e.file = p.file
	p.entries[name] = e
	return nil
}

// page reads the object of a page, after its opening brace.
func (p *parser) page(name string) error {
	e := &entry{}
	err := p.object(name, func(key string) error {
		t, err := p.token()
		if err != nil {
			return err
		}
		switch key {
		case "ignore":
			reason, ok := t.(string)
			if !ok || reason == "" {
				return fmt.Errorf("ignore of %q must be a reason, not %s", name, show(t))
			}
			e.ignore = reason
			return nil
		case "fail":
			if e.fail, err = p.reasons("fail of "+name, t); err == nil {
				err = e.fail.check()
			}
			return err
		case "status":
			statuses, err := p.reasons("status of "+name, t)
			if err != nil {
				return err
			}
			if len(statuses) != 1 {
				return fmt.Errorf("status of %q must name one status", name)
			}
			for status, reason := range statuses {
				if !slices.Contains(notOK, wpt.HarnessStatus(status)) {
					return fmt.Errorf("status of %q must be one of %q, not %q", name, notOK, status)
				}
				e.status, e.statusReason = wpt.HarnessStatus(status), reason
			}
			return nil
		}
		return fmt.Errorf("%q has %q, but a page can have only fail, status and ignore", name, key)
	})
	switch {
	case err != nil:
		return err
	case e.passes():
		return fmt.Errorf("%q has no fail, status or ignore: if it passes, write true", name)
	case e.ignore != "" && (e.status != "" || e.fail != nil):
		return fmt.Errorf("%q is ignored: take its fail and status out, or its ignore", name)
	}
	return p.add(name, e)
}

var notOK = []wpt.HarnessStatus{wpt.HarnessError, wpt.HarnessTimeout, wpt.HarnessPreconditionFailed, wpt.HarnessCrash}

// reasons reads an object of reasons, whose first token has been read.
func (p *parser) reasons(name string, first json.Token) (map[string]string, error) {
	if first != json.Delim('{') {
		return nil, fmt.Errorf(`%s must be an object such as {"name": "reason"}, not %s`, name, show(first))
	}
	reasons := map[string]string{}
	err := p.object(name, func(key string) error {
		t, err := p.token()
		if err != nil {
			return err
		}
		if key == "" {
			return fmt.Errorf("%s has an empty name: for a subtest without a name write /^$/", name)
		}
		reason, ok := t.(string)
		if !ok || reason == "" {
			return fmt.Errorf("%s: %s must have a reason, not %s", name, quote(key), show(t))
		}
		reasons[key] = reason
		return nil
	})
	if err == nil && len(reasons) == 0 {
		err = fmt.Errorf("%s is empty: take it out", name)
	}
	return reasons, err
}

// object reads an object, after its opening brace. It calls value to read the value of each key.
func (p *parser) object(name string, value func(key string) error) error {
	seen := map[string]bool{}
	for p.tokens.More() {
		t, err := p.token()
		if err != nil {
			return err
		}
		key := t.(string) // the decoder ensures that keys are strings
		if seen[key] {
			return fmt.Errorf("%s stands twice in %q: take one of them out", quote(key), name)
		}
		seen[key] = true
		if err := value(key); err != nil {
			return err
		}
	}
	_, err := p.token()
	return err
}

func show(t json.Token) string {
	switch t := t.(type) {
	case nil:
		return "null"
	case json.Delim:
		return map[json.Delim]string{'{': "an object", '[': "an array"}[t]
	case string:
		return quote(t)
	}
	return fmt.Sprint(t)
}

// quote returns s as JSON.
func quote(s string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(s) // encoding a string cannot fail
	return strings.TrimSuffix(b.String(), "\n")
}

// Save writes the files that have changed and returns their names.
func (e *Expectations) Save() (changed []string, err error) {
	files := map[string]object{}
	if e.folder {
		if err := os.MkdirAll(e.path, 0o777); err != nil {
			return nil, fmt.Errorf("expectations: %w", err)
		}
		existing, err := filepath.Glob(filepath.Join(escapeGlob(e.path), "*.json"))
		if err != nil {
			return nil, fmt.Errorf("expectations: %w", err)
		}
		for _, file := range existing {
			files[file] = object{}
		}
	} else {
		files[e.path] = object{}
	}
	for name, entry := range e.entries {
		if files[entry.file] == nil {
			files[entry.file] = object{}
		}
		files[entry.file].put(name, entry.json())
	}
	for _, file := range slices.Sorted(maps.Keys(files)) {
		was, err := os.ReadFile(file)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return changed, fmt.Errorf("expectations: %w", err)
		}
		var b bytes.Buffer
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(files[file]); err != nil {
			return changed, fmt.Errorf("expectations: %w", err)
		}
		if bytes.Equal(was, b.Bytes()) || err != nil && len(files[file]) == 0 {
			continue
		}
		if err := replace(file, b.Bytes()); err != nil {
			return changed, fmt.Errorf("expectations: %w", err)
		}
		changed = append(changed, file)
	}
	return changed, nil
}

// replace writes a file atomically.
func replace(file string, content []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(file), ".expectations-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(content)
	if err := errors.Join(err, temp.Chmod(0o644), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), file)
}

// An object is a JSON object. Its keys are sorted when it is written.
type object map[string]any

func (o object) put(name string, value any) {
	folder, last := splitName(name)
	for _, part := range strings.Split(folder, "/") {
		if part == "" {
			continue
		}
		next, ok := o[part].(object)
		if !ok {
			next = object{}
			o[part] = next
		}
		o = next
	}
	o[last] = value
}

func (e *entry) json() any {
	if e.passes() {
		return true
	}
	o := object{}
	if e.ignore != "" {
		o["ignore"] = e.ignore
	}
	if e.status != "" {
		o["status"] = map[wpt.HarnessStatus]string{e.status: e.statusReason}
	}
	if len(e.fail) > 0 {
		o["fail"] = e.fail
	}
	return o
}
