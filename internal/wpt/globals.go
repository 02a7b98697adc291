package wpt

import (
	"net/url"

	"github.com/dop251/goja"
)

// setLocation defines location.
func setLocation(vm *goja.Runtime, u *url.URL) error {
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
		"origin":   u.Scheme + "://" + u.Host,
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
