package webidl_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gojs-runtime/gojs/internal/bindingstest"
)

// https://webidl.spec.whatwg.org/#idl-DOMException-error-names
func TestDOMExceptionCodes(t *testing.T) {
	for _, c := range []struct {
		name, constant string
		code           int
	}{
		{"IndexSizeError", "INDEX_SIZE_ERR", 1},
		{"", "DOMSTRING_SIZE_ERR", 2},
		{"HierarchyRequestError", "HIERARCHY_REQUEST_ERR", 3},
		{"WrongDocumentError", "WRONG_DOCUMENT_ERR", 4},
		{"InvalidCharacterError", "INVALID_CHARACTER_ERR", 5},
		{"", "NO_DATA_ALLOWED_ERR", 6},
		{"NoModificationAllowedError", "NO_MODIFICATION_ALLOWED_ERR", 7},
		{"NotFoundError", "NOT_FOUND_ERR", 8},
		{"NotSupportedError", "NOT_SUPPORTED_ERR", 9},
		{"InUseAttributeError", "INUSE_ATTRIBUTE_ERR", 10},
		{"InvalidStateError", "INVALID_STATE_ERR", 11},
		{"SyntaxError", "SYNTAX_ERR", 12},
		{"InvalidModificationError", "INVALID_MODIFICATION_ERR", 13},
		{"NamespaceError", "NAMESPACE_ERR", 14},
		{"InvalidAccessError", "INVALID_ACCESS_ERR", 15},
		{"", "VALIDATION_ERR", 16},
		{"TypeMismatchError", "TYPE_MISMATCH_ERR", 17},
		{"SecurityError", "SECURITY_ERR", 18},
		{"NetworkError", "NETWORK_ERR", 19},
		{"AbortError", "ABORT_ERR", 20},
		{"URLMismatchError", "URL_MISMATCH_ERR", 21},
		{"QuotaExceededError", "QUOTA_EXCEEDED_ERR", 22},
		{"TimeoutError", "TIMEOUT_ERR", 23},
		{"InvalidNodeTypeError", "INVALID_NODE_TYPE_ERR", 24},
		{"DataCloneError", "DATA_CLONE_ERR", 25},
		{"EncodingError", "", 0},
		{"NotReadableError", "", 0},
		{"UnknownError", "", 0},
		{"ConstraintError", "", 0},
		{"DataError", "", 0},
		{"TransactionInactiveError", "", 0},
		{"ReadOnlyError", "", 0},
		{"VersionError", "", 0},
		{"OperationError", "", 0},
		{"NotAllowedError", "", 0},
		{"OptOutError", "", 0},
		{"a name that nobody has", "", 0},
	} {
		e := bindingstest.New(t)
		if c.constant != "" {
			assert.Equal(t, []string{fmt.Sprintf("%d %[1]d", c.code)},
				e.Run(fmt.Sprintf("log(DOMException.%s, DOMException.prototype.%[1]s)", c.constant)), c.constant)
		}
		if c.name != "" {
			assert.Equal(t, []string{fmt.Sprint(c.code)}, e.Run(fmt.Sprintf("log(new DOMException('', '%s').code)", c.name)), c.name)
		}
	}
}

func TestDOMException(t *testing.T) {
	assert.Equal(t, []string{
		"m AbortError 20 AbortError: m",
		" Error 0 Error",
		"true true true",
		"true",
		"AbortError: m",
		"true true AbortError m true",
		"true QuotaExceededError 22 5 10 true",
	}, bindingstest.New(t).Run(`
		const e = new DOMException('m', 'AbortError');
		log(e.message, e.name, e.code, e);
		const plain = new DOMException();
		log(plain.message, plain.name, plain.code, plain);
		log(e instanceof DOMException, e instanceof Error, Object.getPrototypeOf(DOMException.prototype) === Error.prototype);
		log(Object.prototype.hasOwnProperty.call(e, 'stack'));
		log(e.stack.split('\n')[0]);
		const copy = structuredClone(e);
		log(copy !== e, copy instanceof DOMException, copy.name, copy.message, copy.stack === e.stack);
		const quota = structuredClone(new QuotaExceededError('q', { quota: 5, requested: 10 }));
		log(quota instanceof DOMException, quota.name, quota.code, quota.quota, quota.requested, quota instanceof QuotaExceededError)`))
}
