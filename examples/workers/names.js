const names = ['Ada', 'Grace'];
