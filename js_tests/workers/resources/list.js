(self.list ??= []).push('list.js');
