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
	switch { // exact: numbers of this size are multiples of 2^11
	case x >= 1<<63:
		x -= 1 << 64
	case x < -1<<63:
		x += 1 << 64
	}
	return int64(x)
}

// ClampLongLong converts v to the nearest integer from -(2^53-1) to 2^53-1, and to the even one if
// two are equally near ([Clamp] long long).
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
