package bindings

import (
	"errors"
	neturl "net/url"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/bindings/webidl"
)

// urlInterface is the part of URL that is ours.
//
// https://w3c.github.io/FileAPI/#creating-revoking
var urlInterface = &webidl.Interface{
	Name: "URL",
	Statics: []webidl.Operation{
		{Name: "createObjectURL", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://w3c.github.io/FileAPI/#dfn-createObjectURL
			obj, ok := c.Realm.State(c.Args[0]).(blobState)
			if !ok {
				c.TypeError("parameter 1 is not of type 'Blob'.")
			}
			// Return the result of adding an entry to the blob URL store for obj.
			b := obj.blob()
			return c.VM.ToValue(scopeOf(c).addBlobURL(BlobData{b.bytes, b.typ}))
		}},
		{Name: "revokeObjectURL", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://w3c.github.io/FileAPI/#dfn-revokeObjectURL
			scopeOf(c).revokeBlobURL(c.DOMString(c.Args[0]).String())
			return goja.Undefined()
		}},
	},
}

var errNoHref = errors.New("bindings: CompleteURL needs a constructor whose prototype, or a prototype of that, has the accessor href")

// CompleteURL adds to a URL constructor, of which this package has none, what belongs to the bindings: createObjectURL
// and revokeObjectURL, and an origin that knows of ports, files and blob URLs.
func (s *Scope) CompleteURL(constructor *goja.Object) error {
	s.realm.InstallStatics(constructor, urlInterface)

	prototype := constructor.Get("prototype").(*goja.Object)
	href := s.getterOf(prototype, "href")
	if href == nil {
		return errNoHref
	}
	// https://url.spec.whatwg.org/#dom-url-origin
	// The origin getter steps are to return the serialization of this's URL's origin.
	getter := s.NewFunction("get origin", 0, func(call goja.FunctionCall) goja.Value {
		v, err := href(call.This)
		if err != nil {
			panic(err)
		}
		u, err := neturl.Parse(v.String())
		if err != nil {
			return s.vm.ToValue(opaqueOrigin)
		}
		return s.vm.ToValue(originOf(u))
	})
	return prototype.DefineAccessorProperty("origin", getter, nil, goja.FLAG_TRUE, goja.FLAG_TRUE)
}

// getterOf finds the getter of an accessor on o or its prototypes.
func (s *Scope) getterOf(o *goja.Object, name string) goja.Callable {
	describe := s.intrinsics.Call(objectGetOwnPropertyDescriptor)
	for ; o != nil; o = o.Prototype() {
		d, err := describe(goja.Undefined(), o, s.vm.ToValue(name))
		if d, ok := d.(*goja.Object); ok && err == nil {
			get, _ := goja.AssertFunction(d.Get("get"))
			return get
		}
	}
	return nil
}
