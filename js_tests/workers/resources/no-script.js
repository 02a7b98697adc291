postMessage('ran');
var 1;
