package wpt

import (
	"context"
	"fmt"
	"mime"
	"net/url"

	"github.com/gojs-runtime/gojs/internal/encoding"
)

// workerScripts loads the scripts of workers from the server.
type workerScripts struct{ server *Server }

// Load returns a script. Its content type must be one of JavaScript.
//
// https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-classic-worker-script
func (w workerScripts) Load(_ context.Context, u *url.URL) ([]byte, error) {
	body, contentType, err := w.server.Open(u)
	if err != nil {
		return nil, err
	}
	kind, _, _ := mime.ParseMediaType(contentType)
	if e := (element{kind: kind}); kind == "" || !e.isJavaScript() {
		return nil, fmt.Errorf("the type %q is not that of a script", contentType)
	}
	return []byte(encoding.Decode(body, encoding.UTF8)), nil
}
