package wpt

import (
	"net/url"
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/runtime"
)

// installFetch defines fetch() and Response in rt. They reach only the files of server.
func installFetch(rt *runtime.Runtime, server *Server, base *url.URL) error {
	host := rt.VM().NewObject()
	if err := host.Set("base", base.String()); err != nil {
		return err
	}
	err := host.Set("get", func(call goja.FunctionCall) goja.Value {
		href := call.Argument(0).String()
		done, ok := goja.AssertFunction(call.Argument(1))
		if !ok {
			panic(rt.VM().NewTypeError("get takes a function"))
		}
		rt.Post(func(vm *goja.Runtime) {
			if _, err := done(goja.Undefined(), answer(vm, server, base, href)...); err != nil {
				panic(err)
			}
		})
		return goja.Undefined()
	})
	if err != nil {
		return err
	}
	_, err = callProgram(rt.VM(), fetchProgram(), host)
	return err
}

// answer returns the arguments of the callback in fetch.js: an error, or null, the URL, the status,
// the headers and the body.
func answer(vm *goja.Runtime, server *Server, base *url.URL, href string) []goja.Value {
	u, err := url.Parse(href)
	if err != nil {
		return []goja.Value{vm.ToValue(err.Error())}
	}
	u.Fragment, u.RawFragment = "", ""
	r, err := server.Get(u, nil)
	if err != nil {
		return []goja.Value{vm.ToValue(href + ": " + err.Error())}
	}
	if !sameOrigin(u, base) && r.Header.Get("Access-Control-Allow-Origin") == "" {
		return []goja.Value{vm.ToValue(href + " is of another origin and does not allow this one")}
	}
	headers := vm.NewObject()
	for name, values := range r.Header {
		if err := headers.Set(name, strings.Join(values, ", ")); err != nil {
			panic(err)
		}
	}
	return []goja.Value{goja.Null(), vm.ToValue(r.URL.String()), vm.ToValue(r.Status), headers, vm.ToValue(vm.NewArrayBuffer(r.Body))}
}

func sameOrigin(u, v *url.URL) bool {
	return u.Scheme == v.Scheme && u.Hostname() == v.Hostname() && portOf(u) == portOf(v)
}
