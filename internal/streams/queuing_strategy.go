package streams

import (
	"math"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// queuingStrategy is a QueuingStrategy.
//
// https://streams.spec.whatwg.org/#qs-api
type queuingStrategy struct {
	highWaterMark goja.Value   // a number, nil if missing
	size          *goja.Object // nil if missing
}

// readQueuingStrategy converts argument i to a QueuingStrategy.
func readQueuingStrategy(c webidl.Call, i int) (strategy queuingStrategy) {
	d := c.Dictionary(i, "QueuingStrategy")
	if v := d.Get("highWaterMark"); v != nil {
		strategy.highWaterMark = c.VM.ToValue(v.ToFloat())
	}
	if v := d.Get("size"); v != nil {
		strategy.size = c.Function(v, "member size")
	}
	return strategy
}

// extractHighWaterMark is ExtractHighWaterMark.
//
// https://streams.spec.whatwg.org/#validate-and-normalize-high-water-mark
func (q queuingStrategy) extractHighWaterMark(c webidl.Call, defaultHWM float64) float64 {
	// 1. If strategy["highWaterMark"] does not exist, return defaultHWM.
	if q.highWaterMark == nil {
		return defaultHWM
	}
	// 2. Let highWaterMark be strategy["highWaterMark"].
	highWaterMark := q.highWaterMark.ToFloat()
	// 3. If highWaterMark is NaN or highWaterMark < 0, throw a RangeError exception.
	if math.IsNaN(highWaterMark) || highWaterMark < 0 {
		panic(scope.Of(c).Realm.NewRangeError(c.Context() + "member highWaterMark must be a number that is not negative."))
	}
	// 4. Return highWaterMark.
	return highWaterMark
}

// sizeAlgorithm returns the size of a chunk, or the exception that it throws. A nil sizeAlgorithm
// stands for one that returns 1.
type sizeAlgorithm func(chunk goja.Value) (size float64, thrown goja.Value)

// extractSizeAlgorithm is ExtractSizeAlgorithm.
//
// https://streams.spec.whatwg.org/#make-size-algorithm-from-size-function
func (q queuingStrategy) extractSizeAlgorithm(s *scope.Scope) sizeAlgorithm {
	if q.size == nil {
		return nil
	}
	return func(chunk goja.Value) (size float64, thrown goja.Value) {
		v, thrown := s.InvokeCallback(q.size, goja.Undefined(), chunk)
		if thrown != nil {
			return 0, thrown
		}
		if exception := s.VM.Try(func() { size = v.ToFloat() }); exception != nil {
			return 0, exception.Value()
		}
		return size, nil
	}
}

// readQueuingStrategyInit converts argument 0 of a strategy's constructor and returns its
// highWaterMark.
//
// https://streams.spec.whatwg.org/#dictdef-queuingstrategyinit
func readQueuingStrategyInit(c webidl.Call) (highWaterMark goja.Value) {
	v := c.Dictionary(0, "QueuingStrategyInit").Get("highWaterMark")
	if v == nil {
		c.TypeError("required member highWaterMark is undefined.")
	}
	return c.VM.ToValue(v.ToFloat())
}

// strategySizes has the size functions of the two strategies for each scope. They are nil until a
// script reads them.
var strategySizes = scope.NewState[struct{ byteLength, count *goja.Object }]()
