package webidl

import (
	"math"

	"github.com/dop251/goja"
)

// LongLong converts v to a 64-bit signed integer, modulo 2^64.
//
// https://webidl.spec.whatwg.org/#js-long-long
func (c Call) LongLong(v goja.Value) int64 {
	x := v.ToFloat()
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	x = math.Mod(math.Trunc(x), 1<<64)
	switch { // exact: what is as large as that is a multiple of 2^11
	case x >= 1<<63:
		x -= 1 << 64
	case x < -1<<63:
		x += 1 << 64
	}
	return int64(x)
}

// ClampLongLong converts v to the integer of [-(2^53-1), 2^53-1] that is nearest to it ([Clamp] long long). Of two that
// are as near it is the even one.
//
// https://webidl.spec.whatwg.org/#abstract-opdef-converttoint (step 7)
func (c Call) ClampLongLong(v goja.Value) int64 {
	const limit = 1<<53 - 1
	x := v.ToFloat()
	if math.IsNaN(x) {
		return 0
	}
	return int64(math.RoundToEven(max(-limit, min(x, limit))))
}
