import { codePaths, facts, ofCodes, ofStatuses } from "./facts";

const support = "https://support.airtable.com/docs/airtable-api-common-troubleshooting";
const limits = "https://airtable.com/developers/web/api/rate-limits";

facts("airtable", [
  { says: "after a 429 one waits for 30 seconds", page: limits, found: ({ status }) => status(429)?.retry.initialMs, is: 30_000 },
  { says: "the type is in error", page: support, found: (known) => codePaths(known, "body"), is: ["error.type"] },
  ...ofCodes([
    ["a missing token is AUTHENTICATION_REQUIRED, 401", support, "AUTHENTICATION_REQUIRED", [401], "fix-first"],
    ["a token without the right is INVALID_PERMISSIONS, 403", support, "INVALID_PERMISSIONS", [403], "fix-first"],
    ["what is not there is NOT_FOUND, 404", support, "NOT_FOUND", [404], "fix-first"],
    ["too many requests are TOO_MANY_REQUESTS, 429", support, "TOO_MANY_REQUESTS", [429], "backoff"],
  ]),
  ...ofStatuses([
    ["400 is JSON that cannot be read", support, 400, "fix-first"],
    ["401 is a lack of credentials", support, 401, "fix-first"],
    ["403 is a lack of rights", support, 403, "fix-first"],
    ["404 is not found", support, 404, "fix-first"],
    ["422 is a request that is not valid", support, 422, "fix-first"],
  ]),
]);
