package fileapi

import (
	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/internal/webidl"
)

// fileReaderSync is the state of a FileReaderSync object, which is for workers only.
//
// https://w3c.github.io/FileAPI/#FileReaderSync
type fileReaderSync struct{}

// FileReaderSyncInterface is the interface FileReaderSync. Each of its operations returns the
// result of package data for the bytes, which are in memory.
var FileReaderSyncInterface = &webidl.Interface{
	Name:        "FileReaderSync",
	Is:          func(state any) bool { _, ok := state.(*fileReaderSync); return ok },
	Constructor: &webidl.Constructor{New: func(webidl.Call) any { return &fileReaderSync{} }},
	Operations: []webidl.Operation{
		{Name: "readAsArrayBuffer", Length: 1, Call: func(c webidl.Call) goja.Value { return packageArrayBuffer(blobArgument(c)) }},
		{Name: "readAsBinaryString", Length: 1, Call: func(c webidl.Call) goja.Value { return packageBinaryString(blobArgument(c)) }},
		{Name: "readAsText", Length: 1, Call: func(c webidl.Call) goja.Value {
			blob, encodingName := blobArgument(c), ""
			if c.Has(1) {
				encodingName = c.DOMString(c.Args[1]).String()
			}
			return packageText(blob, encodingName)
		}},
		{Name: "readAsDataURL", Length: 1, Call: func(c webidl.Call) goja.Value { return packageDataURL(blobArgument(c)) }},
	},
}
