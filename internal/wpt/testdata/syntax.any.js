test(() => {}, 'never runs');
let let = 1;
