import { facts, ofCodes } from "./facts";

const errors = "https://resend.com/docs/api-reference/errors";

facts("resend", [
  ...ofCodes([
    ["a key of a wrong length is 400", errors, "invalid_idempotency_key", [400], "fix-first"],
    ["validation_error is 400 and 403", errors, "validation_error", [400, 403], "fix-first"],
    ["missing_api_key is 401", errors, "missing_api_key", [401], "fix-first"],
    ["restricted_api_key is 401", errors, "restricted_api_key", [401], "fix-first"],
    ["invalid_api_key is 403", errors, "invalid_api_key", [403], "fix-first"],
    ["method_not_allowed is 405", errors, "method_not_allowed", [405], "fix-first"],
    ["concurrent_idempotent_requests is 409", errors, "concurrent_idempotent_requests", [409], "short-delay"],
    ["invalid_attachment is 422", errors, "invalid_attachment", [422], "fix-first"],
    ["daily_quota_exceeded is 429", errors, "daily_quota_exceeded", [429], "wait-reset"],
    ["rate_limit_exceeded is 429", errors, "rate_limit_exceeded", [429], "after-header-else-backoff"],
    ["security_error is 451", errors, "security_error", [451], "fix-first"],
    ["application_error is 500", errors, "application_error", [500], "backoff"],
  ]),
]);
