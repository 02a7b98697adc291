package html

import (
	"net/url"
	"strings"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	weburl "github.com/gojs-runtime/gojs/internal/url"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// Location is the state of the Location object of a Window.
//
// https://html.spec.whatwg.org/multipage/nav-history-apis.html#the-location-interface
//
// DEVIATION: there are no pages to navigate to. A script can navigate to a fragment only; any other
// navigation throws a NotSupportedError. There is no session history, so hashchange and popstate
// events are not fired.
type Location struct {
	scope *scope.Scope
	url   *url.URL
	// ancestorOrigins is the empty list, nil until a script reads the attribute.
	ancestorOrigins *goja.Object
}

func thisLocation(c webidl.Call) *Location { return c.State.(*Location) }

// Interface returns the interface of the object.
func (*Location) Interface() *webidl.Interface { return locationInterface }

var locationInterface = &webidl.Interface{
	Name: "Location",
	Is:   func(state any) bool { _, ok := state.(*Location); return ok },
	Own:  true,
	Attributes: []webidl.Attribute{
		locationAttribute("href", (*Location).href, func(l *Location, c webidl.Call, v string) { l.assign(c, v) }),
		{Name: "origin", Unforgeable: true, Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(weburl.Origin(thisLocation(c).url)) }},
		locationAttribute("protocol", func(l *Location) string { return l.url.Scheme + ":" }, nil),
		locationAttribute("host", func(l *Location) string { return l.url.Host }, nil),
		locationAttribute("hostname", (*Location).hostname, nil),
		locationAttribute("port", func(l *Location) string { return l.url.Port() }, nil),
		locationAttribute("pathname", (*Location).pathname, nil),
		locationAttribute("search", (*Location).search, nil),
		locationAttribute("hash", (*Location).hash, (*Location).setHash),
		{Name: "ancestorOrigins", Unforgeable: true, Get: func(c webidl.Call) goja.Value {
			// A window without ancestors has an empty list.
			l := thisLocation(c)
			if l.ancestorOrigins == nil {
				l.ancestorOrigins = c.New(&DOMStringList{})
			}
			return l.ancestorOrigins
		}},
	},
	Operations: []webidl.Operation{
		{Name: "assign", Length: 1, Unforgeable: true, Call: func(c webidl.Call) goja.Value {
			// https://html.spec.whatwg.org/multipage/nav-history-apis.html#dom-location-assign
			thisLocation(c).assign(c, c.USVString(c.Args[0]))
			return goja.Undefined()
		}},
		{Name: "replace", Length: 1, Unforgeable: true, Call: func(c webidl.Call) goja.Value {
			// https://html.spec.whatwg.org/multipage/nav-history-apis.html#dom-location-replace
			thisLocation(c).assign(c, c.USVString(c.Args[0]))
			return goja.Undefined()
		}},
		{Name: "reload", Unforgeable: true, Call: func(c webidl.Call) goja.Value {
			// https://html.spec.whatwg.org/multipage/nav-history-apis.html#dom-location-reload
			noNavigation(c)
			return goja.Undefined()
		}},
		{Name: "toString", Unforgeable: true, Call: func(c webidl.Call) goja.Value { return c.VM.ToValue(thisLocation(c).href()) }},
	},
}

// locationAttribute returns an attribute whose setter navigates by calling set. If set is nil, the
// setter throws.
func locationAttribute(name string, get func(*Location) string, set func(*Location, webidl.Call, string)) webidl.Attribute {
	return webidl.Attribute{
		Name:        name,
		Unforgeable: true,
		Get:         func(c webidl.Call) goja.Value { return c.VM.ToValue(get(thisLocation(c))) },
		Set: func(c webidl.Call, v goja.Value) {
			value := c.USVString(v)
			if set == nil {
				noNavigation(c)
			}
			set(thisLocation(c), c, value)
		},
	}
}

func noNavigation(c webidl.Call) {
	c.Throw("NotSupportedError", "There are no pages to navigate to: only the fragment can change.")
}

// newLocation returns the Location object of the scope.
//
// https://html.spec.whatwg.org/multipage/nav-history-apis.html#the-location-interface (how to create a Location object)
func newLocation(s *scope.Scope, valueOf goja.Value) *goja.Object {
	u := s.Location
	if u == nil {
		u = &url.URL{Scheme: "about", Opaque: "blank"}
	}
	// 1. Let location be a new Location platform object.
	location := s.Realm.New(&Location{scope: s, url: u})
	s.Realm.DefineMembers(location, locationInterface)
	// 2. Let valueOf be location's relevant realm's intrinsics' %Object.prototype.valueOf%.
	// 3. Perform ! location.[[DefineOwnProperty]]("valueOf", { [[Value]]: valueOf, [[Writable]]:
	//    false, … }).
	if err := location.DefineDataProperty("valueOf", valueOf, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
	// 4. Perform ! location.[[DefineOwnProperty]](%Symbol.toPrimitive%, { [[Value]]: undefined, …
	//    }).
	if err := location.DefineDataPropertySymbol(goja.SymToPrimitive, goja.Undefined(), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
	return location
}

func (l *Location) href() string {
	u := *l.url
	u.Fragment, u.RawFragment = "", ""
	return u.String() + l.hash()
}

func (l *Location) hostname() string {
	host := l.url.Host
	if port := l.url.Port(); port != "" {
		host = strings.TrimSuffix(host, ":"+port)
	}
	return host
}

func (l *Location) pathname() string {
	if l.url.Opaque != "" {
		return l.url.Opaque
	}
	return l.url.EscapedPath()
}

func (l *Location) search() string {
	if l.url.RawQuery == "" {
		return ""
	}
	return "?" + l.url.RawQuery
}

func (l *Location) hash() string {
	if fragment := weburl.Fragment(l.url); fragment != "" {
		return "#" + fragment
	}
	return ""
}

// setHash implements the setter of hash.
//
// https://html.spec.whatwg.org/multipage/nav-history-apis.html#dom-location-hash
func (l *Location) setHash(c webidl.Call, value string) {
	// 5. Let input be the given value with a single leading "#" removed, if any.
	input := strings.TrimPrefix(value, "#")
	// 6. Set copyURL's fragment to the empty string.
	// 7. Basic URL parse input, with copyURL as url and fragment state as state override.
	if input == "" {
		u := *l.url
		u.Fragment, u.RawFragment = "", ""
		l.url = &u
		return
	}
	// 8. If copyURL's fragment is this's url's fragment, then return.
	// 9. Location-object navigate this to copyURL.
	l.assign(c, "#"+input)
}

// assign parses a URL and runs the Location-object navigate steps with it.
//
// https://html.spec.whatwg.org/multipage/nav-history-apis.html#location-object-navigate
func (l *Location) assign(c webidl.Call, input string) {
	// Let urlRecord be the result of encoding-parsing a URL given url, relative to the entry
	// settings object. If urlRecord is failure, then throw a "SyntaxError" DOMException.
	u, err := weburl.Parse(input, l.url)
	if err != nil {
		c.Throw("SyntaxError", "%s.", err)
	}
	from, to := *l.url, *u
	from.Fragment, from.RawFragment, to.Fragment, to.RawFragment = "", "", "", ""
	if from != to || !strings.Contains(input, "#") {
		noNavigation(c)
	}
	l.url = u
}

// InspectProperties returns the properties that console.log shows of the location.
func (l *Location) InspectProperties() []inspect.Property {
	return []inspect.Property{{Name: "href", Value: l.scope.VM.ToValue(l.href())}}
}
