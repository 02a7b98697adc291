importScripts('greetings.js', 'names.js');
for (const name of names) postMessage(greet(name));
try {
  importScripts('there-is-none.js');
} catch (error) {
  postMessage(`${error.name}, and the worker goes on`);
}
