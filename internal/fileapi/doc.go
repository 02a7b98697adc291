// Package fileapi implements the File API: Blob, File, FileReader, FileReaderSync and blob URLs. It
// has ProgressEvent of the XMLHttpRequest Standard too, which FileReader fires. Each interface has
// a file of its own name. blob_url.go has the store of blob URLs, and url.go adds createObjectURL
// and revokeObjectURL to the embedder's URL constructor.
//
// The bytes of a blob are in memory and never change, so that slices, clones and messages share
// them, and a read never fails. FileList is absent, and so are files from a disk: scripts make
// every File.
//
// The package is built on internal/dom (events), internal/streams (the stream of a blob),
// internal/encoding (its text) and package clone (blobs in messages).
//
// https://w3c.github.io/FileAPI/
package fileapi
