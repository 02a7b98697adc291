package bindings

import (
	"net/url"

	"github.com/gojs-runtime/gojs/internal/console"
	"github.com/gojs-runtime/gojs/internal/fileapi"
	"github.com/gojs-runtime/gojs/internal/html"
	"github.com/gojs-runtime/gojs/internal/scope"
	weburl "github.com/gojs-runtime/gojs/internal/url"
)

// The types that an embedder's code names.
type (
	Loop              = scope.Loop
	Timer             = scope.Timer
	Limits            = scope.Limits
	Kind              = scope.Kind
	Colors            = console.Colors
	Uncaught          = html.Uncaught
	Explanation       = html.Explanation
	WorkerHost        = html.WorkerHost
	WorkerStart       = html.WorkerStart
	SharedWorkerStart = html.SharedWorkerStart
	WorkerHandle      = html.WorkerHandle
	WorkerOwner       = html.WorkerOwner
	WorkerError       = html.WorkerError
	WorkerScope       = html.WorkerScope
	ScriptError       = html.ScriptError
	Refusal           = html.Refusal
	ShippedPort       = html.ShippedPort
	BlobData          = fileapi.BlobData
	FileData          = fileapi.FileData
	BlobURLs          = fileapi.BlobURLs
)

// The kinds of global scopes.
const (
	Shell           = scope.Shell
	Window          = scope.Window
	DedicatedWorker = scope.DedicatedWorker
	SharedWorker    = scope.SharedWorker
)

var (
	NoWorkers = html.NoWorkers
	NoModules = html.NoModules
)

// NewBlobURLs returns an empty store.
func NewBlobURLs() *BlobURLs { return fileapi.NewBlobURLs() }

// ParseURL parses a URL as the URL Standard does, relative to base, which may be nil.
func ParseURL(input string, base *url.URL) (*url.URL, error) { return weburl.Parse(input, base) }
