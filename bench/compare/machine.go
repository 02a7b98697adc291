package main

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// machine describes the machine on which the figures were measured.
func machine() string {
	cores := fmt.Sprintf("%d cores", runtime.NumCPU())
	if runtime.NumCPU() == 1 {
		cores = "1 core"
	}
	return fmt.Sprintf("%s of %s (%s/%s)", cores, cpu(), runtime.GOOS, runtime.GOARCH)
}

func cpu() string {
	if b, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if model := cpuModel(string(b)); model != "" {
			return model
		}
	}
	if out, err := exec.Command("sysctl", "-n", "machdep.cpu.brand_string").Output(); err == nil {
		return strings.TrimSpace(string(out))
	}
	return "a processor of unknown model"
}

// cpuModel returns the model name in Linux's /proc/cpuinfo, or "" if there is none.
func cpuModel(cpuinfo string) string {
	for line := range strings.Lines(cpuinfo) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// builtWith returns the versions of Go and goja that a binary was built with.
func builtWith(binary string) string {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return "built with an unknown Go"
	}
	for _, module := range info.Deps {
		if module.Path == "github.com/dop251/goja" {
			return info.GoVersion + ", goja " + module.Version
		}
	}
	return info.GoVersion
}
