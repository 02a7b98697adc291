package console

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestFormatDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0:                            "0ms",
		1500 * time.Nanosecond:       "0.002ms",
		999999 * time.Microsecond:    "999.999ms",
		time.Second:                  "1.000s",
		59999 * time.Millisecond:     "59.999s",
		time.Minute:                  "1:00.000 (m:ss.mmm)",
		time.Hour - time.Microsecond: "1:00:00.000 (h:mm:ss.mmm)",
		time.Hour + 2*time.Minute + 3*time.Second + 4*time.Millisecond: "1:02:03.004 (h:mm:ss.mmm)",
	} {
		assert.Equal(t, want, formatDuration(d))
	}
}
