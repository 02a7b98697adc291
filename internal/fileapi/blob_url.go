package fileapi

import (
	"strings"
	"sync"

	"github.com/gojs-runtime/gojs/internal/scope"
	weburl "github.com/gojs-runtime/gojs/internal/url"
)

// BlobURLs is a blob URL store. It has the objects of the URLs that URL.createObjectURL made. A
// program has one, which its workers share. Its methods may be called from any goroutine.
//
// https://w3c.github.io/FileAPI/#BlobURLStore
type BlobURLs struct {
	mu      sync.Mutex
	entries map[string]blobURLEntry // by URL
}

// blobURLEntry is a blob URL entry.
//
// https://w3c.github.io/FileAPI/#blob-url-entry
type blobURLEntry struct {
	object     BlobData
	storageKey string // the storage key of the environment
	owner      blobURLSet
}

// blobURLSet has the URLs of one scope that are not revoked. The lock of the store guards it.
type blobURLSet map[string]struct{}

// perScope is the state that the File API keeps for each scope.
type perScope struct {
	store *BlobURLs  // nil until a script makes a URL, unless SetBlobURLs set it
	own   blobURLSet // the scope's URLs in the store
}

var state = scope.NewState[perScope]()

// SetBlobURLs sets the store for the blob URLs of the scope.
func SetBlobURLs(s *scope.Scope, store *BlobURLs) { state.Of(s).store = store }

// NewBlobURLs returns an empty store.
func NewBlobURLs() *BlobURLs { return &BlobURLs{entries: make(map[string]blobURLEntry)} }

// Resolve returns the object of a blob URL, which may have a fragment. ok is false if the URL was
// revoked or its scope was closed. Scripts may use URLs of their own origin only, so use
// [ResolveBlobURL] for them.
//
// https://w3c.github.io/FileAPI/#blob-url-resolve
func (b *BlobURLs) Resolve(url string) (object BlobData, ok bool) {
	e, ok := b.resolve(url)
	return e.object, ok
}

func (b *BlobURLs) resolve(url string) (blobURLEntry, bool) {
	// 1. Assert: url's scheme is "blob".
	// 2. Let store be the user agent's blob URL store.
	// 3. Let urlString be the result of serializing url with exclude fragment set to true.
	urlString, ok := parseBlobURL(url)
	if !ok {
		return blobURLEntry{}, false
	}
	urlString, _, _ = strings.Cut(urlString, "#")
	// 4. If store[urlString] exists, return store[urlString]; otherwise return failure.
	b.mu.Lock()
	defer b.mu.Unlock()
	e, ok := b.entries[urlString]
	return e, ok
}

// ResolveBlobURL returns the object of a blob URL, which may have a fragment. ok is false if the
// URL was revoked, or belongs to another program or origin. The object stays usable if the URL is
// revoked later. ResolveBlobURL must be called on the engine's goroutine.
//
// https://w3c.github.io/FileAPI/#blob-url-obtain-object
func ResolveBlobURL(s *scope.Scope, url string) (object BlobData, ok bool) {
	store := state.Of(s).store
	if store == nil {
		return BlobData{}, false
	}
	e, ok := store.resolve(url)
	if !ok || e.storageKey != s.StorageKey() {
		return BlobData{}, false
	}
	return e.object, true
}

// parseBlobURL returns the serialization of a blob: URL. It returns false for other URLs.
func parseBlobURL(url string) (string, bool) {
	u, err := weburl.Parse(url, nil)
	if err != nil || u.Scheme != "blob" {
		return "", false
	}
	return u.String(), true
}

// addBlobURL implements "add an entry to the blob URL store".
//
// https://w3c.github.io/FileAPI/#add-an-entry
func addBlobURL(s *scope.Scope, object BlobData) string {
	// 1. Let store be the user agent's blob URL store.
	state := state.Of(s)
	if state.store == nil {
		state.store = NewBlobURLs()
	}
	store := state.store
	// 2. Let url be the result of generating a new blob URL.
	url := newBlobURL(s)
	// 3. Let entry be a new blob URL entry consisting of object and the current settings object.
	if state.own == nil {
		state.own = make(blobURLSet)
	}
	entry := blobURLEntry{object, s.StorageKey(), state.own}
	// 4. Set store[url] to entry.
	store.mu.Lock()
	defer store.mu.Unlock()
	store.entries[url] = entry
	entry.owner[url] = struct{}{}
	// 5. Return url.
	return url
}

// newBlobURL implements "generate a new blob URL".
//
// https://w3c.github.io/FileAPI/#unicodeBlobURL
func newBlobURL(s *scope.Scope) string {
	// 1. Let result be the empty string.
	// 2. Append the string "blob:" to result.
	// 3. Let settings be the current settings object.
	// 4. Let origin be settings's origin.
	// 5. Let serialized be the ASCII serialization of origin.
	// 6. If serialized is "null", set it to an implementation-defined value. (It stays "null", as
	//    in browsers.)
	// 7. Append serialized to result.
	// 8. Append U+002F SOLIDUS (/) to result.
	// 9. Generate a UUID as a string and append it to result.
	// 10. Return result.
	return "blob:" + s.Origin() + "/" + scope.NewUUID()
}

// revokeBlobURL runs the steps of revokeObjectURL.
//
// https://w3c.github.io/FileAPI/#dfn-revokeObjectURL
func revokeBlobURL(s *scope.Scope, url string) {
	// 1. Let urlRecord be the result of parsing url.
	// 2. If urlRecord's scheme is not "blob", return.
	urlString, ok := parseBlobURL(url)
	store, storageKey := state.Of(s).store, s.StorageKey()
	if !ok || store == nil {
		return
	}
	// 3. Let entry be urlRecord's blob URL entry.
	// 4. If entry is null, return.
	// 5. Let isAuthorized be the result of checking for same-partition blob URL usage with entry
	//    and the current settings object.
	// 6. If isAuthorized is false, then return.
	// 7. Remove an entry from the Blob URL Store for url. (A URL with a fragment has no entry.)
	store.mu.Lock()
	defer store.mu.Unlock()
	if entry, ok := store.entries[urlString]; ok && entry.storageKey == storageKey {
		delete(store.entries, urlString)
		delete(entry.owner, urlString)
	}
}

// CloseBlobURLs removes the entries whose environment is this scope.
//
// https://w3c.github.io/FileAPI/#lifeTime
func CloseBlobURLs(s *scope.Scope) {
	state := state.Of(s)
	store := state.store
	if store == nil {
		return
	}
	store.mu.Lock()
	defer store.mu.Unlock()
	for url := range state.own {
		delete(store.entries, url)
	}
	state.own = nil
}
