import { codePaths, facts, ofCodes } from "./facts";

const page = (code: number) => `https://www.twilio.com/docs/api/errors/${code}`;
const responses = "https://www.twilio.com/docs/usage/twilios-response";

facts("twilio", [
  ...ofCodes([
    ["wrong credentials are 20003", page(20003), 20003, [401], "fix-first"],
    ["what is not there is 20404", page(20404), 20404, [404], "fix-first"],
    ["too many requests are 20429, never carried out, to be repeated with backoff", page(20429), 20429, [429], "backoff"],
    ["a suspended account is 20403", page(20403), 20403, [403], "fix-first"],
    ["five wrong checks are 60202: one waits for ten minutes", page(60202), 60202, [429], "conditional"],
    ["five sends are 60203: one waits for ten minutes", page(60203), 60203, [429], "conditional"],
    ["a trial account sends to verified numbers only: 21608", page(21608), 21608, [], "fix-first"],
    ["who unsubscribed gets nothing: 21610", page(21610), 21610, [], "never"],
    ["a wrong number in To is 21211", page(21211), 21211, [], "fix-first"],
    ["credentials without the right are 70051", page(70051), 70051, [], "fix-first"],
  ]),
  {
    says: "codes are numbers, at code of the body",
    page: responses,
    found: (known) => [codePaths(known), known.code("20003")],
    is: [["code"], undefined],
  },
  { says: "each code has a page of its own", page: page(20003), found: ({ code }) => code(20003)?.docs, is: page(20003) },
]);
