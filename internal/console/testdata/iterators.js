console.table(new Map([['k', 1]]).entries())
console.table(new Map([['k', 1]]).keys())
console.table(new Set([1]).values())
