package console

import (
	"math/big"
	"reflect"
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
)

// logger is Logger. It prints the arguments of console.log and similar functions.
//
// https://console.spec.whatwg.org/#logger
func (k *console) logger(level logLevel, args []goja.Value) {
	// 1. If args is empty, return.
	//
	// DEVIATION: An empty line is printed, as in Node, Deno and Bun. On a terminal that is the
	// purpose of console.log().

	// 2. Let first be args[0].
	// 3. Let rest be all elements following first in args.
	// 4. If rest is empty, perform Printer(logLevel, « first ») and return.
	// 5. Otherwise, perform Printer(logLevel, Formatter(args)).
	k.print(level, k.join(level, k.formatter(level, args)))
	// 6. Return undefined.
}

// formatter is Formatter. It replaces the format specifiers of a string by the arguments that
// follow it.
//
// https://console.spec.whatwg.org/#formatter
//
// DEVIATION: A replacement is not searched for specifiers, and %d and %i convert differently. Both
// are as in Node, where people know them from.
func (k *console) formatter(level logLevel, args []goja.Value) []goja.Value {
	// 1. If args's size is 1, return args.
	if len(args) < 2 {
		return args
	}
	// 2. Let target be the first element of args.
	first, ok := args[0].(goja.String)
	if !ok {
		return args
	}
	target := first.String()
	// 4. Find the first possible format specifier specifier, from the left to the right in target.
	// 5. If no format specifier was found, return args.
	if strings.IndexByte(target, '%') < 0 {
		return args
	}
	rest := args[1:]
	var b strings.Builder
	for {
		i := strings.IndexByte(target, '%')
		if i < 0 || i+1 == len(target) {
			break
		}
		specifier := target[i+1]
		if specifier == '%' {
			b.WriteString(target[:i+1])
			target = target[i+2:]
			continue
		}
		if len(rest) == 0 || strings.IndexByte("sdifjoOc", specifier) < 0 {
			b.WriteString(target[:i+1])
			target = target[i+1:]
			continue
		}
		// 3. Let current be the second element of args.
		// 6. Otherwise: … If any of the previous steps set converted, replace specifier in target
		//    with converted.
		b.WriteString(target[:i])
		b.WriteString(k.convert(level, specifier, rest[0]))
		target, rest = target[i+2:], rest[1:]
	}
	b.WriteString(target)
	// 7. Let result be a list containing target together with the elements of args starting from
	//    the third onward.
	// 8. Return Formatter(result).
	return append([]goja.Value{k.vm.ToValue(b.String())}, rest...)
}

// convert returns the text that replaces a format specifier.
//
// https://console.spec.whatwg.org/#formatter (step 6)
func (k *console) convert(level logLevel, specifier byte, current goja.Value) string {
	_, symbol := current.(*goja.Symbol)
	bigInt := !symbol && current.ExportType() == reflect.TypeFor[*big.Int]()
	number := func(v goja.Value) string { return inspect.Format(k.vm, v, inspect.Options{}) }
	call := func(f func(goja.FunctionCall) goja.Value) goja.Value {
		return f(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{current}})
	}
	_, colors := k.out.of(level)
	switch specifier {
	case 's':
		// 1. If specifier is %s, let converted be the result of Call(%String%, undefined, « current
		//    »).
		return k.toString(current)
	case 'd', 'i', 'f':
		switch {
		// 2. If specifier is %d or %i:
		//    1. If current is a Symbol, let converted be NaN.
		// 3. If specifier is %f:
		//    1. If current is a Symbol, let converted be NaN.
		case symbol:
			return "NaN"
		case bigInt && specifier != 'f':
			return number(current)
		case specifier == 'd':
			return number(current.ToNumber())
		case specifier == 'i':
			//    2. Otherwise, let converted be the result of Call(%parseInt%, undefined, «
			//       current, 10 »).
			return number(call(k.parseInt))
		default:
			//    2. Otherwise, let converted be the result of Call(%parseFloat%, undefined, «
			//       current »).
			return number(call(k.parseFloat))
		}
	case 'o':
		// 4. If specifier is %o, optionally let converted be current with optimally useful
		//    formatting applied.
		return inspect.Format(k.vm, current, inspect.Options{Depth: 4, ShowHidden: true, ShowProxy: true, Colors: colors})
	case 'O':
		// 5. If specifier is %O, optionally let converted be current with generic JavaScript object
		//    formatting applied.
		return inspect.Format(k.vm, current, inspect.Options{Colors: colors})
	case 'j':
		return k.toJSON(current)
	default:
		// 6. TODO: process %c. (Its argument is dropped, since a terminal knows no CSS.)
		return ""
	}
}

// toString converts v for %s. A string stays as it is, a function or an object with its own
// conversion to a string is converted by that, and any other value becomes the text that
// console.log shows, without nested values.
func (k *console) toString(v goja.Value) string {
	switch v := v.(type) {
	case goja.String:
		return v.String()
	case *goja.Object:
		if _, callable := goja.AssertFunction(v); callable || inspect.ConvertsItself(k.vm, v) {
			return v.String()
		}
	}
	return inspect.Format(k.vm, v, inspect.Options{Depth: inspect.None})
}

// toJSON converts v for %j.
func (k *console) toJSON(v goja.Value) string {
	var text string
	thrown := k.vm.Try(func() {
		text = k.stringify(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{v}}).String()
	})
	if thrown == nil {
		return text
	}
	if o, ok := thrown.Value().(*goja.Object); ok && strings.Contains(inspect.Stack(k.vm, o), "circular structure") {
		return "[Circular]"
	}
	panic(thrown)
}

// join returns the text of the arguments to be printed, with spaces between. Strings stay as they
// are, other values become the text that Node shows.
func (k *console) join(level logLevel, args []goja.Value) string {
	if len(args) == 1 {
		return k.text(level, args[0])
	}
	var b strings.Builder
	for i, arg := range args {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(k.text(level, arg))
	}
	return b.String()
}

func (k *console) text(level logLevel, v goja.Value) string {
	if s, ok := v.(goja.String); ok {
		return s.String()
	}
	_, colors := k.out.of(level)
	return inspect.Format(k.vm, v, inspect.Options{Colors: colors})
}

// print is Printer. It writes a message, indented by the groups that it is in.
//
// https://console.spec.whatwg.org/#printer
func (k *console) print(level logLevel, text string) {
	w, _ := k.out.of(level)
	const deepest = 500 // deeper groups are not indented further
	if k.groups > 0 {
		indent := strings.Repeat("  ", min(k.groups, deepest))
		text = indent + strings.ReplaceAll(text, "\n", "\n"+indent)
	}
	const keep = 4096
	line := append(append(k.line[:0], text...), '\n')
	k.line = nil // a writer may run scripts that log, which need memory of their own
	k.out.writeBytes(w, line)
	if cap(line) <= keep {
		k.line = line
	}
}
