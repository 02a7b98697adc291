//go:build gc && !gojs_safe

package engine

import (
	"fmt"

	"github.com/dop251/goja"
)

var (
	fast    bool
	failure error // the assumption that does not hold
)

func init() {
	failure = verify()
	fast = failure == nil
}

func reasonNotFast() string { return failure.Error() }

// verify verifies every assumption in the table of the package comment. It reads no memory as one of the mirrors before it
// has verified that the mirror is right.
func verify() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the verification panicked: %v", r)
		}
	}()
	vm := goja.New()
	s, err := newSamples(vm)
	if err != nil {
		return err
	}
	for _, step := range []func(*samples) error{
		verifyKinds, verifyMethods, verifyMirrors, verifyWords,
		// From here on memory is read as the mirrors.
		verifyStacks, verifyValues, verifyViews, verifyOwn, verifySlots, verifyStorage, verifyCollections,
		verifyShapes, // the last one, because it changes the engine
	} {
		if err := step(s); err != nil {
			return err
		}
	}
	return nil
}
