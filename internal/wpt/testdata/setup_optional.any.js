setup(() => { assert_implements_optional(false, 'the optional feature'); });
test(() => {}, 'is not reported');
