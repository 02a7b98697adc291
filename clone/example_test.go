package clone_test

import (
	"fmt"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
)

func Example() {
	vm, other := goja.New(), goja.New()
	value, err := vm.RunString(`const o = {when: new Date(0), list: new Set([1, 2])}; o.self = o; o`)
	if err != nil {
		panic(err)
	}

	record, err := clone.Serialize(vm, value, clone.Options{}) // on vm's goroutine
	if err != nil {
		panic(err)
	}
	copied, _, err := record.Deserialize(other) // on other's goroutine
	if err != nil {
		panic(err)
	}

	if err := other.Set("o", copied); err != nil {
		panic(err)
	}
	result, err := other.RunString("`${o.when.toISOString()} ${o.list.has(2)} ${o.self === o}`")
	fmt.Println(result, err)
	// Output: 1970-01-01T00:00:00.000Z true true <nil>
}

func ExampleFromGo() {
	type point struct {
		X, Y int
		Name string `json:"name,omitempty"`
	}
	record, err := clone.FromGo(map[string]any{"points": []*point{{1, 2, "a"}, {3, 4, ""}}})
	if err != nil {
		panic(err)
	}
	vm := goja.New()
	v, _, err := record.Deserialize(vm)
	if err != nil {
		panic(err)
	}
	if err := vm.Set("v", v); err != nil {
		panic(err)
	}
	fmt.Println(vm.RunString("JSON.stringify(v)"))
	// Output: {"points":[{"X":1,"Y":2,"name":"a"},{"X":3,"Y":4}]} <nil>
}

func ExampleRecord_Decode() {
	vm := goja.New()
	v, err := vm.RunString(`({id: 1, type: 'tick', at: new Date(0), extra: true})`)
	if err != nil {
		panic(err)
	}
	record, err := clone.Serialize(vm, v, clone.Options{})
	if err != nil {
		panic(err)
	}
	var tick struct {
		ID   int    `json:"id"`
		Type string `json:"type"`
	}
	err = record.Decode(&tick)
	fmt.Println(tick.ID, tick.Type, err)
	// Output: 1 tick <nil>
}

func ExampleSerialize_error() {
	vm := goja.New()
	v, err := vm.RunString(`({callback: () => {}})`)
	if err != nil {
		panic(err)
	}
	_, err = clone.Serialize(vm, v, clone.Options{})
	fmt.Println(err)
	// Output: DataCloneError: () => {} could not be cloned.
}
