import { codePaths, facts, ofCodes, ofStatuses } from "./facts";

const errors = "https://learn.microsoft.com/en-us/graph/errors";
const drive = "https://learn.microsoft.com/en-us/onedrive/developer/rest-api/concepts/errors";

facts("microsoft-graph", [
  { says: "the code is in error", page: errors, found: (known) => codePaths(known, "body"), is: ["error.code"] },
  ...ofCodes([
    ["accessDenied is a lack of permission", drive, "accessDenied", [], "fix-first"],
    ["activityLimitReached is throttling", drive, "activityLimitReached", [], "after-header-else-backoff"],
    ["itemNotFound is a missing item", drive, "itemNotFound", [], "fix-first"],
    ["nameAlreadyExists is a name that is taken", drive, "nameAlreadyExists", [], "fix-first"],
    ["resourceModified is a change in between", drive, "resourceModified", [], "conditional"],
    ["resyncRequired is a delta token that no longer holds", errors, "resyncRequired", [], "fix-first"],
    ["syncStateNotFound is a delta token that expired", errors, "syncStateNotFound", [], "fix-first"],
    ["extensionError is a mailbox that cannot be reached", errors, "extensionError", [], "fix-first"],
    ["serviceNotAvailable may be repeated after Retry-After", errors, "serviceNotAvailable", [], "after-header-else-backoff"],
    [
      "Directory_ConcurrencyViolation may be repeated after a delay",
      errors,
      "Directory_ConcurrencyViolation",
      [],
      "after-header-else-backoff",
    ],
  ]),
  ...ofStatuses([
    ["429 is throttling: wait before a repeat", errors, 429, "after-header-else-backoff"],
    ["503 may be repeated after Retry-After", errors, 503, "after-header-else-backoff"],
    ["509 is bandwidth: to be repeated after more time", errors, 509, "backoff"],
    ["501 is not implemented", errors, 501, "never"],
  ]),
]);
