// META: global=window
test(() => {}, 'reported before the loop');
const again = () => { Promise.resolve().then(again); };
again();
