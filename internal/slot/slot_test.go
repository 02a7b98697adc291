package slot

import "testing"
import "github.com/dop251/goja"

func TestQuick(t *testing.T) {
	t.Log(Fast())
	o := goja.New().NewObject()
	Attach(o, 1)
	if v, ok := Of(o); !ok || v != 1 {
		t.Fatal(v, ok)
	}
}
