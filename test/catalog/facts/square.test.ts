import { codePaths, facts, ofCodes, ofStatuses } from "./facts";

const guide = "https://developer.squareup.com/docs/build-basics/handling-errors";
const reference = "https://developer.squareup.com/reference/square/enums/ErrorCode";
const categories = "https://developer.squareup.com/reference/square/objects/ErrorCategory";
const sdk = "https://github.com/square/square-nodejs-sdk";

facts("square", [
  {
    says: "errors is a list of category and code",
    page: guide,
    found: (known) => codePaths(known, "body"),
    is: ["errors.0.code", "errors.0.category"],
  },
  {
    says: "there is a sandbox with a host of its own",
    page: sdk,
    found: ({ provider }) => provider.hosts,
    is: ["connect.squareup.com", "connect.squareupsandbox.com"],
  },
  ...ofCodes([
    ["an expired token is ACCESS_TOKEN_EXPIRED", reference, "ACCESS_TOKEN_EXPIRED", [], "fix-first"],
    ["a token without the permission is INSUFFICIENT_SCOPES", reference, "INSUFFICIENT_SCOPES", [], "fix-first"],
    ["a key with other data is IDEMPOTENCY_KEY_REUSED", reference, "IDEMPOTENCY_KEY_REUSED", [], "fix-first"],
    ["too many requests are RATE_LIMITED", reference, "RATE_LIMITED", [], "backoff"],
    ["a bank that says no is GENERIC_DECLINE", reference, "GENERIC_DECLINE", [], "fix-first"],
    ["a wrong security code is CVV_FAILURE", reference, "CVV_FAILURE", [], "fix-first"],
    ["too little money is INSUFFICIENT_FUNDS", reference, "INSUFFICIENT_FUNDS", [], "fix-first"],
    ["a card past its date is CARD_EXPIRED", reference, "CARD_EXPIRED", [], "fix-first"],
    ["a failure that passes is TEMPORARY_ERROR, to be repeated with the same key", reference, "TEMPORARY_ERROR", [], "backoff"],
    ["AUTHENTICATION_ERROR is a category", categories, "AUTHENTICATION_ERROR", [], "unspecified", "category"],
  ]),
  ...ofStatuses([["429 is to be repeated with backoff", categories, 429, "backoff"]]),
]);
