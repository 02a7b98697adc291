package fileapi

import (
	"errors"
	neturl "net/url"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	weburl "github.com/gojs-runtime/gojs/internal/url"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// urlInterface has the members of URL that the File API defines.
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
			return c.VM.ToValue(addBlobURL(scope.Of(c), BlobData{b.bytes, b.typ}))
		}},
		{Name: "revokeObjectURL", Length: 1, Call: func(c webidl.Call) goja.Value {
			// https://w3c.github.io/FileAPI/#dfn-revokeObjectURL
			revokeBlobURL(scope.Of(c), c.DOMString(c.Args[0]).String())
			return goja.Undefined()
		}},
	},
}

var errNoHref = errors.New("bindings: CompleteURL needs a constructor whose prototype has, or inherits, the accessors href and pathname")

// CompleteURL adds createObjectURL and revokeObjectURL to a URL constructor, which the embedder
// provides. It also replaces the accessors origin and pathname by ones that know blob: URLs. It
// returns an error if the prototype lacks the accessors href and pathname.
func CompleteURL(s *scope.Scope, constructor *goja.Object) error {
	s.Realm.InstallStatics(constructor, urlInterface)

	prototype := constructor.Get("prototype").(*goja.Object)
	href, _ := accessor(s, prototype, "href")
	pathname, setPathname := accessor(s, prototype, "pathname")
	if href == nil || pathname == nil {
		return errNoHref
	}
	parsed := func(this goja.Value) *neturl.URL {
		u, err := neturl.Parse(must(href(this)).String())
		if err != nil {
			return new(neturl.URL)
		}
		return u
	}
	// https://url.spec.whatwg.org/#dom-url-origin
	// The origin getter steps are to return the serialization of this's URL's origin.
	origin := s.Realm.NewFunction("get origin", 0, func(call goja.FunctionCall) goja.Value {
		return s.VM.ToValue(weburl.Origin(parsed(call.This)))
	})
	// https://url.spec.whatwg.org/#dom-url-pathname
	// The pathname getter steps are to return the result of URL path serializing this's URL. (An
	// opaque path is returned as it is.)
	path := s.Realm.NewFunction("get pathname", 0, func(call goja.FunctionCall) goja.Value {
		if opaque := parsed(call.This).Opaque; opaque != "" {
			return s.VM.ToValue(opaque)
		}
		return must(pathname(call.This))
	})
	if err := prototype.DefineAccessorProperty("pathname", path, setPathname, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
		return err
	}
	return prototype.DefineAccessorProperty("origin", origin, nil, goja.FLAG_TRUE, goja.FLAG_TRUE)
}

// must panics with err, the exception that a call into the engine returned, if it is not nil.
// Otherwise it returns v.
func must(v goja.Value, err error) goja.Value {
	if err != nil {
		panic(err)
	}
	return v
}

// accessor returns the getter and the setter of an accessor that o has or inherits. It returns nil
// if there is none.
func accessor(s *scope.Scope, o *goja.Object, name string) (get goja.Callable, set goja.Value) {
	describe := s.Realm.Intrinsics.Call(webidl.ObjectGetOwnPropertyDescriptor)
	for ; o != nil; o = o.Prototype() {
		d, err := describe(goja.Undefined(), o, s.VM.ToValue(name))
		if d, ok := d.(*goja.Object); ok && err == nil {
			get, _ = goja.AssertFunction(d.Get("get"))
			return get, d.Get("set")
		}
	}
	return nil, nil
}
