package html

import (
	"runtime"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// Navigator is the state of a Navigator or WorkerNavigator object. It has those attributes of the
// standard that make sense without a browser.
//
// https://html.spec.whatwg.org/multipage/system-state.html#the-navigator-object
type Navigator struct {
	scope     *scope.Scope
	iface     *webidl.Interface // one of the three below
	languages *goja.Object      // the frozen array, nil until a script reads it
}

// Interface returns the interface of the object.
func (n *Navigator) Interface() *webidl.Interface { return n.iface }

func isNavigator(state any) bool { _, ok := state.(*Navigator); return ok }

// navigatorInterface is the interface Navigator in a program of its own. It leaves out the
// attributes in which the standard makes every browser claim to be Netscape.
var navigatorInterface = including(&webidl.Interface{Name: "Navigator", Is: isNavigator}, navigatorMembers)

// windowNavigatorInterface is the interface Navigator of a page. Its navigator compatibility mode
// is "Gecko".
//
// https://html.spec.whatwg.org/multipage/system-state.html#concept-navigator-compatibility-mode
var windowNavigatorInterface = including(&webidl.Interface{
	Name: "Navigator",
	Is:   isNavigator,
	Attributes: []webidl.Attribute{
		constantAttribute("productSub", "20100101"),
		constantAttribute("vendor", ""),
		constantAttribute("vendorSub", ""),
		{Name: "oscpu", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(platform) }},
	},
	Operations: []webidl.Operation{
		{Name: "taintEnabled", Call: func(webidl.Call) goja.Value { return webidl.False }},
	},
}, navigatorID, navigatorMembers)

// workerNavigatorInterface is the interface WorkerNavigator.
//
// https://html.spec.whatwg.org/multipage/workers.html#the-workernavigator-object
var workerNavigatorInterface = including(&webidl.Interface{Name: "WorkerNavigator", Is: isNavigator}, navigatorID, navigatorMembers)

// navigatorID has the attributes of the mixin NavigatorID whose values the standard prescribes.
//
// https://html.spec.whatwg.org/multipage/system-state.html#client-identification
var navigatorID = &mixin{attributes: []webidl.Attribute{
	constantAttribute("appCodeName", "Mozilla"),
	constantAttribute("appName", "Netscape"),
	{Name: "appVersion", Get: func(c webidl.Call) goja.Value {
		return c.VM.ToValue("5.0 (" + strings.TrimPrefix(userAgent(), "gojs/") + ")")
	}},
	constantAttribute("product", "Gecko"),
}}

func constantAttribute(name, value string) webidl.Attribute {
	return webidl.Attribute{Name: name, Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(value) }}
}

// navigatorMembers has the rest of NavigatorID, and NavigatorLanguage, NavigatorOnLine and
// NavigatorConcurrentHardware.
var navigatorMembers = &mixin{attributes: []webidl.Attribute{
	{Name: "platform", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(platform) }},
	{Name: "userAgent", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(userAgent()) }},
	{Name: "language", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(language) }},
	{Name: "languages", Get: func(c webidl.Call) goja.Value {
		n := c.State.(*Navigator)
		if n.languages == nil {
			n.languages = n.scope.Realm.FrozenArray([]goja.Value{c.VM.ToValue(language)})
		}
		return n.languages
	}},
	{Name: "onLine", Get: func(c webidl.Call) goja.Value { return webidl.True }},
	{Name: "hardwareConcurrency", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(runtime.NumCPU()) }},
}}

// language is the preferred language: all messages of this module are in English.
const language = "en-US"

// platform is the name that browsers give this platform.
//
// https://html.spec.whatwg.org/multipage/system-state.html#dom-navigator-platform
var platform = func() string {
	switch runtime.GOOS {
	case "windows":
		return "Win32"
	case "darwin":
		return "MacIntel"
	case "linux":
		switch runtime.GOARCH {
		case "amd64":
			return "Linux x86_64"
		case "arm64":
			return "Linux aarch64"
		case "386":
			return "Linux i686"
		}
		return "Linux " + runtime.GOARCH
	}
	return runtime.GOOS
}()

const modulePath = "github.com/gojs-runtime/gojs"

// userAgent returns the name of this module and its version, which is "devel" if the build
// information does not have it.
//
// https://html.spec.whatwg.org/multipage/system-state.html#dom-navigator-useragent
var userAgent = sync.OnceValue(func() string {
	version := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Path == modulePath {
			version = info.Main.Version
		}
		for _, dep := range info.Deps {
			if dep.Path == modulePath {
				version = dep.Version
			}
		}
	}
	if version = strings.TrimPrefix(version, "v"); version == "" || version == "(devel)" {
		version = "devel"
	}
	return "gojs/" + version
})

// navigatorAttribute returns the attribute navigator of a global object. The object, which has the
// interface i, is made when a script first reads the attribute.
func navigatorAttribute(i *webidl.Interface) webidl.Attribute {
	return webidl.Attribute{Name: "navigator", Get: func(c webidl.Call) goja.Value {
		g := thisGlobal(c)
		if g.navigator == nil {
			g.navigator = c.New(&Navigator{scope: g.Scope, iface: i})
		}
		return g.navigator
	}}
}

// InspectProperties returns the properties that console.log shows of the navigator.
func (n *Navigator) InspectProperties() []inspect.Property {
	vm := n.scope.VM
	return []inspect.Property{
		{Name: "platform", Value: vm.ToValue(platform)},
		{Name: "userAgent", Value: vm.ToValue(userAgent())},
		{Name: "language", Value: vm.ToValue(language)},
		{Name: "onLine", Value: vm.ToValue(true)},
		{Name: "hardwareConcurrency", Value: vm.ToValue(runtime.NumCPU())},
	}
}
