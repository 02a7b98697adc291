const greet = name => `hello, ${name}`;
