package nodejs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gojs-runtime/gojs/runtime"
)

func TestBufferAndURL(t *testing.T) {
	assert.Equal(t, []string{"aGVsbG8=", "hello true", "/b?q=1 x", "http://h/a/c"}, run(t, `
		log(Buffer.from('hello').toString('base64'));
		log(Buffer.from('aGVsbG8=', 'base64').toString(), Buffer.from('x') instanceof Uint8Array);
		const u = new URL('/b?q=1#x', 'http://h/a');
		log(u.pathname + u.search, new URLSearchParams('k=x').get('k'));
		log(new URL('c', 'http://h/a/b').href)`, runtime.WithNode(nil, nil)))
	assert.Equal(t, []string{"function function"}, run(t, "log(typeof URL, typeof URLSearchParams)"))
}
