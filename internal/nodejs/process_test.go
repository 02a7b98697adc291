package nodejs_test

import (
	goruntime "runtime"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gojs-runtime/gojs/runtime"
)

func TestProcess(t *testing.T) {
	assert.Equal(t, []string{
		"true /home/ada/script.js,-v,two words",
		"value  undefined =b",
		"true", "true", "undefined", "[object process]", "true",
		"undefined 3", "number",
	}, run(t, `
		log(process.argv.length === 4, process.argv.slice(1).join());
		log(process.env.KEY, process.env.EMPTY, process.env.MISSING, process.env.EQUALS);
		log(process.platform.length > 0);
		log(process.cwd().length > 0);
		log(process.versions.node);
		log(Object.prototype.toString.call(process));
		log(typeof process.arch === 'string');
		const before = process.exitCode;
		process.exitCode = 3;
		log(before, process.exitCode);
		process.exitCode = 0;
		log(typeof process.pid)`,
		runtime.WithNode([]string{"/home/ada/script.js", "-v", "two words"}, []string{"KEY=value", "EMPTY=", "EQUALS==b", "=hidden", "nothing"})))
	if goruntime.GOOS == "linux" {
		assert.Equal(t, []string{"linux"}, run(t, "log(process.platform)", runtime.WithNode(nil, nil)))
	}
}
