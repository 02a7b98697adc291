package report

import (
	"encoding/json"
	"io"
	"runtime"

	"github.com/gojs-runtime/gojs/internal/wpt"
	"github.com/gojs-runtime/gojs/internal/wpt/expect"
)

// WPTReport writes the format of web-platform-tests' own runner (--log-wptreport), which wpt.fyi
// accepts. It writes at the end and leaves out tests that did not run.
//
// https://github.com/web-platform-tests/wpt.fyi/tree/main/api#results-creation
type WPTReport struct {
	Out io.Writer
	// Version is the version of gojs, Revision the commit of web-platform-tests, if it is known.
	Version, Revision string

	results []wptResult
}

type wptReport struct {
	RunInfo   wptRunInfo  `json:"run_info"`
	TimeStart int64       `json:"time_start"` // in milliseconds since 1970
	TimeEnd   int64       `json:"time_end"`
	Results   []wptResult `json:"results"`
}

type wptRunInfo struct {
	Product        string `json:"product"`
	BrowserVersion string `json:"browser_version"`
	OS             string `json:"os"`
	Processor      string `json:"processor"`
	Revision       string `json:"revision,omitempty"`
}

// A wptResult is the result of a test. Status is that of its harness; Expected is set if it
// differs.
type wptResult struct {
	Test     string       `json:"test"`
	Status   string       `json:"status"`
	Expected string       `json:"expected,omitempty"`
	Message  *string      `json:"message"`
	Duration int64        `json:"duration"` // in milliseconds
	Subtests []wptSubtest `json:"subtests"`
}

type wptSubtest struct {
	Name     string  `json:"name"`
	Status   string  `json:"status"`
	Expected string  `json:"expected,omitempty"`
	Message  *string `json:"message"`
}

func (w *WPTReport) Begin(int) {}

func (w *WPTReport) Report(o Outcome) error {
	if !o.ran() {
		return nil
	}
	r := wptResult{
		Test: o.Page(), Status: string(o.Status), Message: orNull(o.Message),
		Duration: o.Duration.Milliseconds(), Subtests: []wptSubtest{},
	}
	if o.Status != wpt.HarnessOK && o.StatusReason == "" {
		r.Expected = string(wpt.HarnessOK)
	}
	for _, s := range o.Subtests {
		sub := wptSubtest{Name: s.Name, Status: string(s.Status), Message: orNull(s.Message)}
		if _, expected := o.Reasons[s.Name]; s.Status != wpt.Pass && !expected {
			sub.Expected = string(wpt.Pass)
		} else if _, unexpected := o.problem(expect.Passed, s.Name); s.Status == wpt.Pass && unexpected {
			sub.Expected = string(wpt.Fail)
		}
		r.Subtests = append(r.Subtests, sub)
	}
	w.results = append(w.results, r)
	return nil
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (w *WPTReport) End(s *Summary) error {
	encoder := json.NewEncoder(w.Out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(wptReport{
		RunInfo: wptRunInfo{
			Product: "gojs", BrowserVersion: w.Version, OS: runtime.GOOS, Processor: runtime.GOARCH, Revision: w.Revision,
		},
		TimeStart: s.Start.UnixMilli(),
		TimeEnd:   s.Start.Add(s.Duration).UnixMilli(),
		Results:   append([]wptResult{}, w.results...),
	})
}
