const users = new Map(); // name to port
const waiting = []; // notes for users that have not connected yet

const deliver = note => {
  const port = users.get(note.to);
  if (port) port.postMessage(note);
  else waiting.push(note);
};

onconnect = ({ ports: [port] }) => {
  let name;
  port.onmessage = ({ data }) => {
    if (data.join) {
      name = data.join;
      users.set(name, port);
      for (const note of waiting.splice(0)) deliver(note);
    } else {
      deliver({ ...data, from: name });
    }
  };
};
