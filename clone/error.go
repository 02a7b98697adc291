package clone

import (
	"errors"
	"strings"

	"github.com/dop251/goja"
)

// ErrReceived is returned when a record is received a second time.
var ErrReceived = errors.New("clone: the record was already received or discarded; Copy it before to receive it twice")

// Error is an exception that serializing throws. Bindings make a DOMException of it.
type Error struct {
	Name    string // the DOMException's name: DataCloneError or QuotaExceededError
	Message string
}

func (e *Error) Error() string { return e.Name + ": " + e.Message }

func dataCloneError(message string) *Error {
	return &Error{Name: "DataCloneError", Message: message}
}

func notCloneable(what string) *Error {
	return dataCloneError(what + " could not be cloned.")
}

// describe names a value as V8 does in its messages, without running any script.
func (c *Cloner) describe(o *goja.Object) string {
	impl := implOf(o)
	switch kindOf(impl) {
	case kindFunction:
		return c.describeFunction(o)
	case kindGo:
		// One that was given a class, such as a URL, is an object of that to scripts.
		if prototype := o.Prototype(); prototype != nil {
			if name := c.constructorName(prototype); name != "" && name != "Object" && name != "Array" {
				return "#<" + name + ">"
			}
		}
		return "The Go value of type " + o.ExportType().String()
	case kindProxy:
		return "#<Object>"
	}
	if tag, ok := tags[typeName(impl)]; ok {
		return tag
	}
	if name := c.constructorName(o); name != "" {
		return "#<" + name + ">"
	}
	return "#<Object>"
}

// tags are the names of objects whose class is not the name of their constructor.
var tags = map[string]string{
	"arrayIterObject":        "[object Array Iterator]",
	"generatorObject":        "[object Generator]",
	"mapIterObject":          "[object Map Iterator]",
	"regExpStringIterObject": "[object RegExp String Iterator]",
	"setIterObject":          "[object Set Iterator]",
	"stringIterObject":       "[object String Iterator]",
	"Promise":                "#<Promise>",
	"weakMapObject":          "#<WeakMap>",
	"weakSetObject":          "#<WeakSet>",
}

func (c *Cloner) describeFunction(o *goja.Object) string {
	if isScriptFunction(implOf(o)) {
		return c.reader.call(functionToString, o).String()
	}
	name, _ := c.reader.ownData(o, "name").(goja.String)
	if name == nil {
		return "function () { [native code] }"
	}
	return "function " + name.String() + "() { [native code] }"
}

func (c *Cloner) constructorName(o *goja.Object) string {
	for p := o; p != nil && kindOf(implOf(p)) != kindProxy; p = p.Prototype() {
		if !c.reader.hasOwn(p, "constructor") {
			continue
		}
		ctor, ok := c.reader.ownData(p, "constructor").(*goja.Object)
		if !ok || kindOf(implOf(ctor)) != kindFunction {
			return ""
		}
		if name, ok := c.reader.ownData(ctor, "name").(goja.String); ok {
			return name.String()
		}
		return ""
	}
	return ""
}

var errTransferOnce = errors.New("clone: a record that transfers objects cannot be copied")

var errDetached = dataCloneError("An ArrayBuffer is detached and could not be cloned.")

// article is the name of an object's class with its article: "A MessagePort".
func (c *Cloner) article(o *goja.Object) string {
	name := c.constructorName(o)
	if name == "" {
		name = "Object"
	}
	if strings.ContainsRune("AEIOU", rune(name[0])) {
		return "An " + name
	}
	return "A " + name
}
