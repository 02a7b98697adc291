// A buffer is moved to the other end of a channel, not copied. Afterwards it is empty here.
//
//   gojs run examples/transfer.js
//
// https://developer.mozilla.org/en-US/docs/Web/API/Web_Workers_API/Transferable_objects

const { port1, port2 } = new MessageChannel();

const pixels = new Uint8Array(8 * 1024 * 1024).fill(7);
const buffer = pixels.buffer;

port2.onmessage = ({ data }) => {
  console.log('received', data.byteLength, 'bytes, the last one is', new Uint8Array(data).at(-1));
};

console.log('before:', buffer.byteLength, 'bytes');
port1.postMessage(buffer, [buffer]);
console.log('after:', buffer.byteLength, 'bytes, and the view has', pixels.length, 'elements');

// A call that fails transfers nothing.
const kept = new ArrayBuffer(16);
try {
  port1.postMessage({ kept, callback() {} }, [kept]);
} catch (e) {
  console.log(e.name + ':', kept.byteLength, 'bytes are still here');
}

// structuredClone can transfer too.
const moved = structuredClone(kept, { transfer: [kept] });
console.log('moved', moved.byteLength, 'bytes,', kept.byteLength, 'left');
