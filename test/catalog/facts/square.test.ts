import { codePaths, facts, ofCodes, ofStatuses } from "./facts";

const guide = "https://developer.squareup.com/docs/build-basics/handling-errors";

facts("square", [
  {
    says: "errors is a list of category and code",
    page: guide,
    found: (known) => codePaths(known, "body"),
    is: ["errors.0.code", "errors.0.category"],
  },
  {
    says: "there is a sandbox with a host of its own",
    page: guide,
    found: ({ provider }) => provider.hosts,
    is: ["connect.squareup.com", "connect.squareupsandbox.com"],
  },
  ...ofCodes([
    ["an expired token is ACCESS_TOKEN_EXPIRED", guide, "ACCESS_TOKEN_EXPIRED", [], "fix-first"],
    ["a token without the permission is INSUFFICIENT_SCOPES", guide, "INSUFFICIENT_SCOPES", [], "fix-first"],
    ["a key with other data is IDEMPOTENCY_KEY_REUSED", guide, "IDEMPOTENCY_KEY_REUSED", [], "fix-first"],
    ["too many requests are RATE_LIMITED", guide, "RATE_LIMITED", [], "backoff"],
    ["a bank that says no is GENERIC_DECLINE", guide, "GENERIC_DECLINE", [], "fix-first"],
    ["a wrong security code is CVV_FAILURE", guide, "CVV_FAILURE", [], "fix-first"],
    ["too little money is INSUFFICIENT_FUNDS", guide, "INSUFFICIENT_FUNDS", [], "fix-first"],
    ["AUTHENTICATION_ERROR is a category", guide, "AUTHENTICATION_ERROR", [], "unspecified", "category"],
  ]),
  ...ofStatuses([["429 is to be repeated with backoff", guide, 429, "backoff"]]),
]);
