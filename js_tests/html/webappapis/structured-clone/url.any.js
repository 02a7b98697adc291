test(() => {
  for (const [v, name] of [[new URL('https://example.com/'), 'URL'], [new URLSearchParams('a=1'), 'URLSearchParams']]) {
    let thrown;
    try { structuredClone({ v }); } catch (e) { thrown = e; }
    assert_equals(thrown && thrown.name, 'DataCloneError', name);
    assert_true(thrown.message.includes(`#<${name}> could not be cloned.`), thrown.message);
  }
}, 'a URL is not serializable, and the message says so');
