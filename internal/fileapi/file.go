package fileapi

import (
	"time"

	"github.com/dop251/goja"

	"github.com/gojs-runtime/gojs/clone"
	"github.com/gojs-runtime/gojs/internal/inspect"
	"github.com/gojs-runtime/gojs/internal/scope"
	"github.com/gojs-runtime/gojs/internal/webidl"
)

// File is the state of a File object. It is serializable.
//
// https://w3c.github.io/FileAPI/#file-section
type File struct {
	Blob
	name         string
	lastModified int64 // milliseconds since the Unix epoch
}

// Interface returns the interface of the object.
func (*File) Interface() *webidl.Interface { return FileInterface }

var FileInterface = &webidl.Interface{
	Name:   "File",
	Parent: BlobInterface,
	Is:     func(state any) bool { _, ok := state.(*File); return ok },
	Constructor: &webidl.Constructor{Length: 2, New: func(c webidl.Call) any {
		// https://w3c.github.io/FileAPI/#file-constructor
		parts := blobParts(c, c.Args[0])
		fileName := c.USVString(c.Args[1])
		options := c.Dictionary(2, "FilePropertyBag")
		bag := readBlobPropertyBag(c, options)
		lastModified := options.Get("lastModified")
		f := &File{Blob: Blob{scope: scope.Of(c)}}
		// 3.3. If the lastModified member is provided, let d be set to it. If it is not provided,
		//      set d to the current date and time.
		if lastModified != nil {
			f.lastModified = c.LongLong(lastModified)
		} else {
			f.lastModified = time.Now().UnixMilli()
		}
		// 1. Let bytes be the result of processing blob parts given fileBits and options.
		f.bytes = processBlobParts(c, parts, bag)
		// 2. Let n be the fileName argument to the constructor.
		f.name = fileName
		// 3.1. and 3.2. Let t be the type member.
		f.typ = blobType(bag.typ)
		// 4. Return a new File object F.
		return f
	}},
	Attributes: []webidl.Attribute{
		{Name: "name", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(c.State.(*File).name) }},
		{Name: "lastModified", Get: func(c webidl.Call) goja.Value { return c.VM.ToValue(c.State.(*File).lastModified) }},
		// https://wicg.github.io/entries-api/#dom-file-webkitrelativepath
		// It is empty unless the user chose a directory.
		{Name: "webkitRelativePath", Get: func(webidl.Call) goja.Value { return webidl.EmptyString }},
	},
}

// InspectProperties returns the properties that console.log shows.
func (f *File) InspectProperties() []inspect.Property {
	return append(f.Blob.InspectProperties(),
		inspect.Property{Name: "name", Value: f.scope.VM.ToValue(f.name)},
		inspect.Property{Name: "lastModified", Value: f.scope.VM.ToValue(f.lastModified)})
}

// CloneSerialize runs the serialization steps.
//
// https://w3c.github.io/FileAPI/#file-section (serialization steps)
func (f *File) CloneSerialize() (clone.Serialized, error) {
	return FileData{BlobData{f.bytes, f.typ}, f.name, time.UnixMilli(f.lastModified)}, nil
}

// FileData is a File outside of any engine, as [BlobData] is a Blob.
type FileData struct {
	BlobData
	Name         string
	LastModified time.Time
}

// CloneSize returns the number of bytes that a receiver keeps in memory.
func (d FileData) CloneSize() int { return d.BlobData.CloneSize() + len(d.Name) }

// CloneDeserialize runs the deserialization steps.
func (d FileData) CloneDeserialize(h clone.Host) (*goja.Object, error) {
	s := scope.OfHost(h)
	return s.Realm.New(&File{
		Blob:         Blob{s, d.Bytes, blobType(d.Type)},
		name:         d.Name,
		lastModified: d.LastModified.UnixMilli(),
	}), nil
}
