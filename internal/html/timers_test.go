package html_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gojs-runtime/gojs/internal/bindingstest"
)

// Equal timers fire in the order of their creation, whatever happens between.
func TestEqualTimersInOrder(t *testing.T) {
	e := bindingstest.New(t)
	assert.Equal(t, []string{"true"}, e.Run(`
		const order = [];
		for (let i = 0; i < 200; i++) {
			setTimeout(() => order.push(i), 5);
			clearTimeout(setTimeout(() => {}, 5));
		}
		setTimeout(() => log(order.join() === Array.from({ length: 200 }, (_, i) => i).join()), 20)`))
}
