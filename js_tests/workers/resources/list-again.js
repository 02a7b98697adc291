list.push('list-again.js');
