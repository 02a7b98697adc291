const news = new BroadcastChannel('news');
// The other workers' answers arrive here too.
news.onmessage = ({ data }) => data === 'hello' && news.postMessage(`${name} heard ${data}`);
postMessage('ready');
