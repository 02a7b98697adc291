package wpt

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// The names and ports of the server of web-platform-tests, as its runners set them.
//
// https://web-platform-tests.org/writing-tests/server-features.html#tests-involving-multiple-origins
const (
	mainHost      = "web-platform.test"
	alternateHost = "not-web-platform.test"
)

// origin is the origin of test files whose names do not select another.
const origin = "http://" + mainHost + ":8000"

var ports = map[string][]string{
	"http":  {"8000", "8001"},
	"https": {"8443", "8444"},
	"h2":    {"9000"},
	"ws":    {"8888"},
	"wss":   {"8889"},
}

// subdomains are the subdomains of each host, by the names that tests use. The last two are not
// ASCII.
var subdomains = map[string]string{
	"":       "",
	"www":    "www.",
	"www1":   "www1.",
	"www2":   "www2.",
	"天気の良い日": "xn--n8j6ds53lwwkrqhv28a.",
	"élève":  "xn--lve-6lad.",
}

// domainsOf returns the domain names of a host by subdomain, with one or two levels of subdomains.
func domainsOf(host string) map[string]string {
	domains := map[string]string{}
	for name, prefix := range subdomains {
		domains[name] = prefix + host
		if name == "" {
			continue
		}
		for inner, innerPrefix := range subdomains {
			if inner != "" {
				domains[name+"."+inner] = prefix + innerPrefix + host
			}
		}
	}
	return domains
}

var hosts = sync.OnceValue(func() map[string]map[string]string {
	return map[string]map[string]string{"": domainsOf(mainHost), "alt": domainsOf(alternateHost)}
})

// served reports whether the server answers at this host and port.
func served(scheme, hostname, port string) bool {
	known := func(domains map[string]string) bool {
		return slices.Contains(slices.Collect(maps.Values(domains)), strings.ToLower(hostname))
	}
	switch scheme {
	case "http":
		return slices.Contains(ports["http"], port) && (known(hosts()[""]) || known(hosts()["alt"]))
	case "https":
		return (slices.Contains(ports["https"], port) || slices.Contains(ports["h2"], port)) && (known(hosts()[""]) || known(hosts()["alt"]))
	}
	return false
}
