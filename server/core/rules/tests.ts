/** Whether a path is test code: there messages are what is tested, and errors are made up. `src/pay.test.ts` is. */
export const isTest = (path: string): boolean =>
  /(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|e2e|cypress|fixtures)\/|(?:^|[./])(?:test|spec|cy|e2e|stories)\.[cm]?[jt]sx?$/.test(path);
