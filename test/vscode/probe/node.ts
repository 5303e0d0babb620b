/** Being activated is all that it does: it tells the tests that the editor has announced an opened markdown document. */
export function activate(): void {}
