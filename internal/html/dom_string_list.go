package html

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/webidl"
)

// DOMStringList is the state of a DOMStringList object. All lists here are empty, so there are no
// indexed properties.
//
// https://html.spec.whatwg.org/multipage/common-dom-interfaces.html#the-domstringlist-interface
type DOMStringList struct{}

// Interface returns the interface of the object.
func (*DOMStringList) Interface() *webidl.Interface { return domStringListInterface }

var domStringListInterface = &webidl.Interface{
	Name: "DOMStringList",
	Is:   func(state any) bool { _, ok := state.(*DOMStringList); return ok },
	Attributes: []webidl.Attribute{
		{Name: "length", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(0) }},
	},
	Operations: []webidl.Operation{
		{Name: "item", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://html.spec.whatwg.org/multipage/common-dom-interfaces.html#dom-domstringlist-item
			c.UnsignedLong(c.Args[0])
			return goja.Null()
		}},
		{Name: "contains", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://html.spec.whatwg.org/multipage/common-dom-interfaces.html#dom-domstringlist-contains
			c.DOMString(c.Args[0])
			return webidl.False
		}},
	},
}
