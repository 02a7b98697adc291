package clone

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dop251/goja"
)

// ErrReceived is returned when a record was received or discarded before.
var ErrReceived = errors.New("clone: the record was already received or discarded; Copy it before to receive it twice")

// errTransferOnce is returned where a record with transferred objects would be received several
// times.
var errTransferOnce = errors.New("clone: a record that transfers objects cannot be copied")

// Error is an exception that the standard says is thrown. Package bindings turns it into a
// DOMException.
//
//	if e, ok := err.(*clone.Error); ok && e.Name == "DataCloneError" { … }
type Error struct {
	Name    string // of the DOMException: DataCloneError or QuotaExceededError
	Message string
}

// Error returns the name and the message.
func (e *Error) Error() string { return e.Name + ": " + e.Message }

func dataCloneError(message string) *Error {
	return &Error{Name: "DataCloneError", Message: message}
}

func notCloneable(what string) *Error {
	return dataCloneError(what + " could not be cloned.")
}

// errDetached is the error for a detached ArrayBuffer, or a view of one.
var errDetached = dataCloneError("An ArrayBuffer is detached and could not be cloned.")

// noHost is the error for a platform object that arrives where there is no [Host].
func noHost(platformObject any) *Error {
	return dataCloneError(fmt.Sprintf("A %T can only be received where bindings are installed.", platformObject))
}

// describe describes o as V8 does in its messages. It runs no script.
func (c *Cloner) describe(o *goja.Object) string {
	switch kindOf(o) {
	case kindFunction:
		return c.describeFunction(o)
	case kindGo:
		// To scripts a Go value with a prototype of its own, such as a URL, is an object of that
		// class.
		if prototype := o.Prototype(); prototype != nil {
			if name := c.constructorName(prototype); name != "" && name != "Object" && name != "Array" {
				return "#<" + name + ">"
			}
		}
		return "The Go value of type " + o.ExportType().String()
	case kindProxy:
		return "#<Object>"
	}
	if tag, ok := kindTags[kindOf(o)]; ok {
		return tag
	}
	if name := c.constructorName(o); name != "" {
		return "#<" + name + ">"
	}
	return "#<Object>"
}

// describeFunction returns the source text of o, or a description if it has none.
func (c *Cloner) describeFunction(o *goja.Object) string {
	if isScriptFunction(o) {
		return c.reader.call(functionToString, o).String()
	}
	name, _ := c.reader.ownData(o, "name").(goja.String)
	if name == nil {
		return "function () { [native code] }"
	}
	return "function " + name.String() + "() { [native code] }"
}

// constructorName returns the name of o's constructor, as far as it can be found without running a
// script, or "".
func (c *Cloner) constructorName(o *goja.Object) string {
	for p := o; p != nil && kindOf(p) != kindProxy; p = p.Prototype() {
		if !c.reader.hasOwn(p, "constructor") {
			continue
		}
		ctor, ok := c.reader.ownData(p, "constructor").(*goja.Object)
		if !ok || kindOf(ctor) != kindFunction {
			return ""
		}
		if name, ok := c.reader.ownData(ctor, "name").(goja.String); ok {
			return name.String()
		}
		return ""
	}
	return ""
}

// article returns the name of o's interface with an article: "A MessagePort".
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
