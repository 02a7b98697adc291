package runtime

import (
	"context"
	"encoding/base64"
	"errors"
	"io/fs"
	"net/url"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings"
	"github.com/gojs-runtime/gojs/internal/fileurl"
)

// Loader loads the scripts of workers. It is called on the goroutine of the worker, for several
// workers at once. See [WithScripts].
type Loader interface {
	// Load returns the script at a URL, as UTF-8. ctx is done when the worker is terminated. If
	// Load fails, the error event at the Worker object has the message of the error.
	Load(ctx context.Context, u *url.URL) ([]byte, error)
}

// LoaderFunc is a function as a [Loader].
type LoaderFunc func(ctx context.Context, u *url.URL) ([]byte, error)

// Load calls f.
func (f LoaderFunc) Load(ctx context.Context, u *url.URL) ([]byte, error) { return f(ctx, u) }

// FS returns a Loader of files. The path of a URL, without its first slash, is the name of the
// file; scheme and host are ignored.
//
//	//go:embed scripts
//	var scripts embed.FS
//
//	rt, err := runtime.New(runtime.WithScripts(runtime.FS(scripts))) // new Worker('/scripts/job.js')
func FS(fsys fs.FS) Loader {
	return LoaderFunc(func(_ context.Context, u *url.URL) ([]byte, error) {
		return fs.ReadFile(fsys, strings.TrimPrefix(u.Path, "/"))
	})
}

// load returns the compiled script at a URL.
func (p *programs) load(ctx context.Context, scripts Loader, u *url.URL, blob *bindings.BlobData) (*goja.Program, *bindings.ScriptError) {
	source, err := load(ctx, scripts, u, blob)
	if err != nil {
		return nil, &bindings.ScriptError{Message: loadMessage(err), File: u.Redacted(), Err: err}
	}
	program, err := p.compile(scriptName(u), source)
	if err == nil {
		return program, nil
	}
	e := &bindings.ScriptError{Syntax: true, Message: err.Error(), File: scriptName(u), Err: err}
	if syntax, ok := err.(*SyntaxError); ok {
		e.Message, e.Line, e.Column = syntax.Message, syntax.Line, syntax.Column
	}
	return nil, e
}

func load(ctx context.Context, scripts Loader, u *url.URL, blob *bindings.BlobData) (source string, err error) {
	var b []byte
	switch {
	case u.Scheme == "data":
		b, err = dataOf(u)
	case blob != nil:
		b = blob.Bytes
	case u.Scheme == "blob":
		err = errors.New("the blob: URL stands for nothing, for instance because it was revoked")
	case scripts == nil:
		err = errors.New("the host gives no scripts")
	default:
		b, err = scripts.Load(ctx, u)
	}
	if err != nil {
		return "", err
	}
	// UTF-8 decode: https://encoding.spec.whatwg.org/#utf-8-decode
	return strings.ToValidUTF8(strings.TrimPrefix(string(b), "\uFEFF"), "\uFFFD"), nil
}

// loadMessage returns what went wrong, without the name of the script.
func loadMessage(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "no such file"
	case errors.Is(err, fs.ErrPermission):
		return "no permission to read it"
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return err.Error()
}

// dataOf decodes a data: URL.
//
// https://fetch.spec.whatwg.org/#data-url-processor
func dataOf(u *url.URL) ([]byte, error) {
	// 2. Let input be the result of running the URL serializer on dataURL with exclude fragment set to true.
	// 3. Remove the leading "data:" from input.
	input := u.Opaque
	if input == "" {
		input = u.EscapedPath()
	}
	if u.RawQuery != "" || u.ForceQuery {
		input += "?" + u.RawQuery
	}
	// 5. to 8. Let mimeType be what is before the comma.
	mimeType, encodedBody, ok := strings.Cut(input, ",")
	if !ok {
		return nil, errors.New("the data: URL has no comma")
	}
	// 10. Let body be the percent-decoding of encodedBody.
	body := percentDecode(encodedBody)
	// 11. If mimeType ends with ";", followed by zero or more spaces, followed by "base64":
	if i := strings.LastIndexByte(mimeType, ';'); i >= 0 && strings.EqualFold(strings.TrimSpace(mimeType[i+1:]), "base64") {
		body = strings.Map(func(r rune) rune {
			if strings.ContainsRune("\t\n\f\r ", r) {
				return -1
			}
			return r
		}, body)
		return base64.RawStdEncoding.DecodeString(strings.TrimRight(body, "="))
	}
	return []byte(body), nil
}

// percentDecode decodes the escapes of s and leaves everything else unchanged.
//
// https://url.spec.whatwg.org/#string-percent-decode
func percentDecode(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if c, err := url.PathUnescape(s[i : i+3]); err == nil {
				b.WriteString(c)
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// scriptName returns the name of a script in stack traces: its URL, or its path if it is a file, as
// with RunFile.
func scriptName(u *url.URL) string {
	if path, ok := fileurl.Path(u); ok {
		return path
	}
	return withoutFragment(u)
}

func withoutFragment(u *url.URL) string {
	without := *u
	without.Fragment, without.RawFragment = "", ""
	return without.String()
}

// programs caches the compiled scripts of workers: workers with the same script share its program.
type programs struct {
	mu     sync.Mutex
	byName map[string]*compiled
}

type compiled struct {
	source  string
	once    sync.Once
	program *goja.Program
	err     error
}

// keepPrograms is the largest number of cached scripts.
const keepPrograms = 256

func (p *programs) compile(name, source string) (*goja.Program, error) {
	p.mu.Lock()
	c := p.byName[name]
	if c == nil || c.source != source {
		c = &compiled{source: source}
		if p.byName == nil {
			p.byName = map[string]*compiled{}
		}
		if _, replaces := p.byName[name]; !replaces && len(p.byName) >= keepPrograms {
			for some := range p.byName {
				delete(p.byName, some)
				break
			}
		}
		p.byName[name] = c
	}
	p.mu.Unlock()
	c.once.Do(func() { c.program, c.err = compile(name, source) })
	return c.program, c.err
}
