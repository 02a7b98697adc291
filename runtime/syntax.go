package runtime

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
)

// compile parses and compiles a classic script.
func compile(name, source string) (*goja.Program, error) {
	source = blankHashbang(source)
	program, err := parse(name, source)
	if err != nil {
		return nil, parseError(name, source, err)
	}
	if at, found := topLevelAwait(source, program); found {
		return nil, moduleError(name, source, at, modulesUnsupported("a top-level await"))
	}
	compiled, err := goja.CompileAST(program, false)
	if err != nil {
		var e *goja.CompilerSyntaxError
		if errors.As(err, &e) && e.File != nil {
			return nil, syntaxError(name, source, e.Offset, e.Message)
		}
		return nil, &SyntaxError{File: name, Message: err.Error()}
	}
	return compiled, nil
}

// parse parses a script.
//
// DEVIATION: goja's parser panics at the escape \u{10FFFF} in a string. We parse the pair of surrogates instead, which means
// the same everywhere but in String.raw and in regular expressions without the flag u.
func parse(name, source string) (*ast.Program, error) {
	program, err := parseOrGiveUp(name, source)
	if _, gaveUp := err.(parserBug); gaveUp {
		return parseOrGiveUp(name, escapeMaxCodePoint(source))
	}
	return program, err
}

// parserBug is a panic of the parser, which a few valid literals cause. Here we turn it into an
// error; inside eval and new Function we cannot.
type parserBug struct{ bug any }

func (b parserBug) Error() string {
	return fmt.Sprintf("the engine's parser gave up: %v; write that part in another way", b.bug)
}

func parseOrGiveUp(name, source string) (program *ast.Program, err error) {
	defer func() {
		if bug := recover(); bug != nil {
			err = parserBug{bug}
		}
	}()
	return parser.ParseFile(nil, name, source, 0, parser.WithDisableSourceMaps)
}

var maxCodePoint = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\\+u\{0*10[fF]{4}\}`) })

func escapeMaxCodePoint(source string) string {
	if !strings.Contains(source, `\u{`) {
		return source
	}
	return maxCodePoint().ReplaceAllStringFunc(source, func(escape string) string {
		backslashes := strings.IndexByte(escape, 'u')
		if backslashes%2 == 0 {
			return escape
		}
		return escape[:backslashes] + `uDBFF\uDFFF`
	})
}

// blankHashbang replaces a first line that names an interpreter with spaces, which leaves all
// positions unchanged.
//
// https://tc39.es/ecma262/#sec-hashbang
func blankHashbang(source string) string {
	if !strings.HasPrefix(source, "#!") {
		return source
	}
	end := strings.IndexAny(source, "\r\n\u2028\u2029")
	if end < 0 {
		end = len(source)
	}
	return strings.Repeat(" ", end) + source[end:]
}

func modulesUnsupported(what string) string {
	return what + " makes this an ES module, and modules are not supported yet: use a classic script (require, or an async function)"
}

// Module syntax that the parser rejects: a keyword at the place of the error, or await just before
// it.
var (
	moduleKeyword = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(import|export)\b`) })
	awaitBefore   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:^|[^\w$.])(await)[ \t]+$`) })
)

// The syntax of asynchronous iteration, which the parser rejects: the text just before the place of
// the error.
var (
	forBefore   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:^|[^\w$.])for\s*$`) })
	asyncBefore = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:^|[^\w$.])(async)[ \t]*\*[ \t]*$`) })
)

const forAwait = "for await is not supported yet: await each promise in a loop (for (const p of promises) { const v = await p; ... }), " +
	"or await next() or read() in a while loop"

// parseError describes the first error of the parser. Later ones may only follow from the first.
func parseError(name, source string, err error) *SyntaxError {
	var list parser.ErrorList
	if !errors.As(err, &list) || len(list) == 0 {
		return &SyntaxError{File: name, Message: err.Error()}
	}
	first := list[0]
	at := offset(source, first.Position)
	if m := moduleKeyword().FindString(source[at:]); m != "" {
		return moduleError(name, source, at, modulesUnsupported(m))
	}
	if loc := awaitBefore().FindStringSubmatchIndex(source[:at]); loc != nil {
		return moduleError(name, source, loc[2], "await is only valid in an async function; "+modulesUnsupported("a top-level await"))
	}
	if strings.HasPrefix(source[at:], "await") && forBefore().MatchString(source[:at]) {
		return syntaxError(name, source, at, forAwait)
	}
	if loc := asyncBefore().FindStringSubmatchIndex(source[:at]); loc != nil {
		return syntaxError(name, source, loc[2], "Async generators are not supported yet")
	}
	return syntaxError(name, source, at, first.Message)
}

// offset returns the byte offset of a position, whose column counts UTF-8 characters or bytes of
// the line from 1.
func offset(source string, p file.Position) int {
	at := 0
	for line := 1; line < p.Line; line++ {
		i := strings.IndexByte(source[at:], '\n')
		if i < 0 {
			return len(source)
		}
		at += i + 1
	}
	return min(at+max(p.Column-1, 0), len(source))
}

// moduleError is syntaxError for a module.
func moduleError(name, source string, at int, message string) *SyntaxError {
	e := syntaxError(name, source, at, message)
	e.Module = true
	return e
}

// syntaxError describes an error at a byte offset of the source.
func syntaxError(name, source string, at int, message string) *SyntaxError {
	start := strings.LastIndexByte(source[:at], '\n') + 1
	end := strings.IndexByte(source[at:], '\n')
	if end < 0 {
		end = len(source)
	} else {
		end += at
	}
	return &SyntaxError{
		File:    name,
		Line:    strings.Count(source[:start], "\n") + 1,
		Column:  utf8.RuneCountInString(source[start:at]) + 1,
		Message: message,
		Text:    strings.TrimSuffix(source[start:end], "\r"),
	}
}

// topLevelAwait returns the place where await is used as a name. Outside async functions the parser
// reads `await (x)` as a call of a function named await, which nobody means unless the script
// declares one.
func topLevelAwait(source string, program *ast.Program) (at int, found bool) {
	if !strings.Contains(source, "await") {
		return 0, false
	}
	w := awaitWalk{seen: map[uintptr]struct{}{}}
	w.walk(reflect.ValueOf(program.Body))
	if w.use == nil || w.declared {
		return 0, false
	}
	return int(w.use.Idx) - 1, true
}

type awaitWalk struct {
	use      *ast.Identifier
	declared bool
	seen     map[uintptr]struct{}
}

var (
	identifierType = reflect.TypeFor[*ast.Identifier]()
	bindingType    = reflect.TypeFor[*ast.Binding]()
	fileType       = reflect.TypeFor[*file.File]()
)

func (w *awaitWalk) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			w.walk(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			w.walk(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			w.walk(v.Field(i))
		}
	case reflect.Pointer:
		if v.IsNil() || v.Type() == fileType {
			return
		}
		if _, again := w.seen[v.Pointer()]; again {
			return
		}
		w.seen[v.Pointer()] = struct{}{}
		switch v.Type() {
		case identifierType:
			if id := v.Interface().(*ast.Identifier); id.Name == "await" && w.use == nil {
				w.use = id
			}
			return
		case bindingType:
			if id, ok := v.Interface().(*ast.Binding).Target.(*ast.Identifier); ok && id.Name == "await" {
				w.declared = true
			}
		}
		w.walk(v.Elem())
	}
}
