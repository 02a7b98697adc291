package report

import (
	"encoding/json"
	"io"

	"github.com/gojs-runtime/gojs/internal/wpt"
	"github.com/gojs-runtime/gojs/internal/wpt/expect"
)

// JSON writes a JSON object per line: one for each test, then the summary.
type JSON struct {
	Out io.Writer

	w writer
}

type jsonTest struct {
	Type string `json:"type"` // test
	Page string `json:"page"`
	wpt.Result
	Ignored    string            `json:"ignored,omitempty"`
	AsExpected bool              `json:"asExpected"`
	Reasons    map[string]string `json:"reasons,omitempty"`
	Problems   []expect.Problem  `json:"problems,omitempty"`
}

type jsonSummary struct {
	Type             string           `json:"type"` // summary
	AsExpected       bool             `json:"asExpected"`
	Interrupted      string           `json:"interrupted,omitempty"`
	Files            int              `json:"files"`
	Runs             int              `json:"runs"`
	Unexpected       int              `json:"unexpected"`
	Ignored          int              `json:"ignored"`
	Skipped          int              `json:"skipped"`
	Subtests         int              `json:"subtests"`
	Passed           int              `json:"passed"`
	FailedAsExpected int              `json:"failedAsExpected"`
	Unmatched        []expect.Problem `json:"unmatched,omitempty"`
	Duration         int64            `json:"duration"` // in nanoseconds
}

func (j *JSON) Begin(int) { j.w.w = j.Out }

func (j *JSON) Report(o Outcome) error {
	j.line(jsonTest{
		Type: "test", Page: o.Page(), Result: o.Result, Ignored: o.Ignored,
		AsExpected: o.AsExpected(), Reasons: o.Reasons, Problems: o.Problems,
	})
	return j.w.err
}

func (j *JSON) End(s *Summary) error {
	skipped := 0
	for _, n := range s.Skipped {
		skipped += n
	}
	interrupted := ""
	if s.Interrupted != nil {
		interrupted = s.Interrupted.Error()
	}
	j.line(jsonSummary{
		Type: "summary", AsExpected: s.AsExpected(), Interrupted: interrupted,
		Files: s.Files(), Runs: s.Ran, Unexpected: s.Unexpected, Ignored: s.Ignored, Skipped: skipped,
		Subtests: s.Subtests, Passed: s.Passed, FailedAsExpected: s.FailedAsExpected,
		Unmatched: s.Unmatched, Duration: int64(s.Duration),
	})
	return j.w.err
}

func (j *JSON) line(v any) {
	if j.w.err != nil {
		return
	}
	encoder := json.NewEncoder(j.Out)
	encoder.SetEscapeHTML(false)
	j.w.err = encoder.Encode(v)
}
