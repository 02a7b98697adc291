// gojs cannot navigate. Scripts that try must get an error.
test(() => {
  const { href } = location;
  for (const navigate of [
    () => { location = 'https://example.org/'; },
    () => { location.href = 'other.html'; },
    () => { location.href = ''; },
    () => { location.protocol = 'ftp'; },
    () => { location.host = 'example.org'; },
    () => { location.hostname = 'example.org'; },
    () => { location.port = '81'; },
    () => { location.pathname = '/x'; },
    () => { location.search = 'x'; },
    () => location.assign('/'),
    () => location.replace('/#x'),
    () => location.reload(),
  ]) {
    assert_throws_dom('NotSupportedError', navigate);
    assert_equals(location.href, href);
  }
}, 'a navigation throws');

test(() => {
  for (const url of ['http://', 'https://exa mple.org', 'http://x:70000', 'http://[1]/']) {
    assert_throws_dom('SyntaxError', () => location.assign(url), url);
    assert_throws_dom('SyntaxError', () => location.replace(url), url);
    assert_throws_dom('SyntaxError', () => { location.href = url; }, url);
    assert_throws_dom('SyntaxError', () => { location = url; }, url);
  }
  assert_throws_js(TypeError, () => location.assign());
}, 'an invalid URL');
