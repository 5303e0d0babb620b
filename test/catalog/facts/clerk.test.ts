import { codePaths, facts, headerOf, ofCodes, ofStatuses } from "./facts";

const frontend = "https://clerk.com/docs/guides/development/errors/frontend-api";
const backend = "https://clerk.com/docs/guides/development/errors/backend-api";
const handling = "https://clerk.com/docs/guides/development/custom-flows/error-handling";
const limits = "https://clerk.com/docs/guides/how-clerk-works/system-limits";

facts("clerk", [
  { says: "errors is a list", page: handling, found: (known) => codePaths(known, "body"), is: ["errors.0.code"] },
  { says: "Retry-After has the seconds to wait", page: limits, found: (known) => headerOf(known, "retryAfter"), is: "Retry-After" },
  ...ofStatuses([["a rate limit is a 429 with Retry-After", limits, 429, "after-header"]]),
  ...ofCodes([
    ["a short password is form_password_length_too_short, 422", frontend, "form_password_length_too_short", [422], "fix-first"],
    ["a wrong password is form_password_incorrect, 422", frontend, "form_password_incorrect", [422], "fix-first"],
    ["no such account is form_identifier_not_found, 422", frontend, "form_identifier_not_found", [422], "fix-first"],
    ["a taken identifier is form_identifier_exists, 422", frontend, "form_identifier_exists", [422], "fix-first"],
    ["a wrong code is form_code_incorrect, 422", frontend, "form_code_incorrect", [422], "fix-first"],
    ["an expired verification is made anew: verification_expired, 400", frontend, "verification_expired", [400], "fix-first"],
    ["a user who is signed in has session_exists, 400", frontend, "session_exists", [400], "never"],
    ["a code may be asked for again after 30 seconds", frontend, "verification_code_too_many_requests", [429], "backoff"],
    ["a wrong key is clerk_key_invalid, 401", backend, "clerk_key_invalid", [401], "fix-first"],
    ["no session is authentication_invalid, 401", frontend, "authentication_invalid", [401], "fix-first"],
    ["a wrong header is authorization_header_format_invalid, 401", frontend, "authorization_header_format_invalid", [401], "fix-first"],
    ["no right is authorization_invalid, 403", frontend, "authorization_invalid", [403], "fix-first"],
    ["a thing that another request changes is resource_locked, 409, to be tried again", frontend, "resource_locked", [409], "short-delay"],
    ["a locked account says in meta how long it is locked: user_locked, 403", handling, "user_locked", [403], "conditional"],
    ["a compromised password is form_password_compromised, 422", handling, "form_password_compromised", [422], "fix-first"],
    ["what Clerk did not expect is internal_clerk_error, 500", frontend, "internal_clerk_error", [500], "backoff"],
  ]),
]);
