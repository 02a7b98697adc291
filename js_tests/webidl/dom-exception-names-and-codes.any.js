// https://webidl.spec.whatwg.org/#dfn-error-names-table
for (const [name, code] of Object.entries({
  IndexSizeError: 1, HierarchyRequestError: 3, WrongDocumentError: 4, InvalidCharacterError: 5,
  NoModificationAllowedError: 7, NotFoundError: 8, NotSupportedError: 9, InUseAttributeError: 10, InvalidStateError: 11,
  SyntaxError: 12, InvalidModificationError: 13, NamespaceError: 14, InvalidAccessError: 15, TypeMismatchError: 17,
  SecurityError: 18, NetworkError: 19, AbortError: 20, URLMismatchError: 21, QuotaExceededError: 22, TimeoutError: 23,
  InvalidNodeTypeError: 24, DataCloneError: 25,
  EncodingError: 0, NotReadableError: 0, UnknownError: 0, ConstraintError: 0, DataError: 0, TransactionInactiveError: 0,
  ReadOnlyError: 0, VersionError: 0, OperationError: 0, NotAllowedError: 0, OptOutError: 0,
  Error: 0, datacloneerror: 0, 'DataCloneError ': 0, '': 0, DATA_CLONE_ERR: 0, toString: 0, '\uD800': 0,
})) {
  test(() => {
    const e = new DOMException('m', name);
    assert_equals(e.name, name);
    assert_equals(e.message, 'm');
    assert_equals(e.code, code);
    assert_true(e instanceof DOMException);
  }, `${JSON.stringify(name)}: ${code}`);
}
