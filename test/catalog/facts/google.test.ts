import { facts, ofCodes, ofStatuses } from "./facts";

const codes = "https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto";
const reasons = "https://github.com/googleapis/googleapis/blob/master/google/api/error_reason.proto";
const drive = "https://developers.google.com/workspace/drive/api/guides/handle-errors";
const limits = "https://developers.google.com/workspace/drive/api/guides/limits";

facts("google", [
  ...ofCodes([
    ["NOT_FOUND is 404", codes, "NOT_FOUND", [404], "fix-first"],
    ["ALREADY_EXISTS and ABORTED are 409; an aborted call is repeated at a higher level", codes, "ABORTED", [409], "conditional"],
    ["RESOURCE_EXHAUSTED is 429", codes, "RESOURCE_EXHAUSTED", [429], "backoff"],
    ["UNAVAILABLE is 503, and repeated with backoff", codes, "UNAVAILABLE", [503], "backoff"],
    ["FAILED_PRECONDITION is 400, and repeated after the state was put right", codes, "FAILED_PRECONDITION", [400], "fix-first"],
    ["UNAUTHENTICATED is 401", codes, "UNAUTHENTICATED", [401], "fix-first"],
    ["CANCELLED is 499", codes, "CANCELLED", [499], "unspecified"],
    ["DEADLINE_EXCEEDED is 504", codes, "DEADLINE_EXCEEDED", [504], "backoff"],
    ["DATA_LOSS and INTERNAL are 500", codes, "DATA_LOSS", [500], "never"],
    ["UNIMPLEMENTED is 501", codes, "UNIMPLEMENTED", [501], "never"],
    ["OVERLOADED_CREDENTIALS wants one set of credentials", reasons, "OVERLOADED_CREDENTIALS", [], "fix-first", "reason"],
    ["SECURITY_POLICY_VIOLATED is VPC Service Controls", reasons, "SECURITY_POLICY_VIOLATED", [], "fix-first", "reason"],
    ["too many requests of one user are a 403 in Drive", drive, "userRateLimitExceeded", [403, 429], "backoff", "reason"],
    ["a token that expired is authError", drive, "authError", [401], "fix-first", "reason"],
    ["a fault of Google is backendError, a 500", drive, "backendError", [500], "backoff", "reason"],
  ]),
  {
    says: "a quota that was passed is 403 or 429, both worth growing waits; any other 403 depends on its reason",
    page: limits,
    found: ({ policy }) => [
      ...[403, 429].map((status) => policy({ code: "userRateLimitExceeded", vocabulary: "reason", status })),
      policy({ status: 403 }),
    ],
    is: ["backoff", "backoff", "conditional"],
  },
  {
    says: "what is not idempotent is not always safe to repeat after UNAVAILABLE",
    page: codes,
    found: ({ code }) => code("UNAVAILABLE")?.retry.idempotentOnly,
    is: true,
  },
  ...ofStatuses([["a limit by time is worth growing waits", limits, 429, "backoff"]]),
]);
