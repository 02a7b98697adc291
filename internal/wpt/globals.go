package wpt

import (
	"net/url"

	"github.com/dop251/goja"
)

// origin is where the files under test seem to come from: scripts compare their URLs with location's.
const origin = "http://web-platform.test:8000"

// setGlobals defines what a page of web-platform-tests has besides the harness: GLOBAL and location.
func (f *fileRun) setGlobals(vm *goja.Runtime) error {
	global := vm.NewObject()
	for name, answer := range map[string]bool{"isWindow": true, "isWorker": false, "isShadowRealm": false} {
		if err := global.Set(name, func() bool { return answer }); err != nil {
			return err
		}
	}
	if err := vm.Set("GLOBAL", global); err != nil {
		return err
	}

	u, err := url.Parse(origin + f.test.Page())
	if err != nil {
		return err
	}
	search := ""
	if u.RawQuery != "" {
		search = "?" + u.RawQuery
	}
	hash := ""
	if u.Fragment != "" {
		hash = "#" + u.EscapedFragment()
	}
	href := u.String()
	location := vm.NewObject()
	for name, value := range map[string]any{
		"href":     href,
		"origin":   origin,
		"protocol": u.Scheme + ":",
		"host":     u.Host,
		"hostname": u.Hostname(),
		"port":     u.Port(),
		"pathname": u.EscapedPath(),
		"search":   search,
		"hash":     hash,
		"toString": func() string { return href },
	} {
		if err := location.Set(name, value); err != nil {
			return err
		}
	}
	return vm.Set("location", location)
}
