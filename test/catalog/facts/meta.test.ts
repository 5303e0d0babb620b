import { codePaths, facts, ofCodes } from "./facts";

const errors = "https://developers.facebook.com/docs/graph-api/guides/error-handling";

facts("meta", [
  {
    says: "200 to 299 are permissions",
    page: errors,
    found: ({ provider, policy }) => [provider.families[0]?.range, policy({ code: 230 })],
    is: [[200, 299], "fix-first"],
  },
  {
    says: "code and error_subcode are in error",
    page: errors,
    found: (known) => codePaths(known, "body"),
    is: ["error.code", "error.error_subcode"],
  },
  ...ofCodes([
    ["1 may be a downtime: wait and repeat", errors, 1, [], "backoff"],
    ["2 is a downtime: wait and repeat", errors, 2, [], "backoff"],
    ["4 is too many calls of the app", errors, 4, [], "backoff"],
    ["10 is a permission", errors, 10, [], "fix-first"],
    ["17 is too many calls of the user", errors, 17, [], "backoff"],
    ["190 is an expired token", errors, 190, [], "fix-first"],
    ["341 is a limit of the app", errors, 341, [], "backoff"],
    ["368 is a block for a time: wait and repeat", errors, 368, [], "backoff"],
    ["506 is the same post twice", errors, 506, [], "fix-first"],
    ["460 is a changed password", errors, 460, [], "fix-first", "subcode"],
  ]),
]);
