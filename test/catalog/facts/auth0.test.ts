import { facts, ofCodes, ofStatuses } from "./facts";

const errors = "https://auth0.com/docs/libraries/common-auth0-library-authentication-errors";
const oauth = "https://www.rfc-editor.org/rfc/rfc6749#section-5.2";
const limits = "https://auth0.com/docs/troubleshoot/customer-support/operational-policies/rate-limit-policy";

facts("auth0", [
  ...ofCodes([
    ["a user that exists is user_exists", errors, "user_exists", [], "fix-first"],
    ["a user name that is taken is username_exists", errors, "username_exists", [], "fix-first"],
    ["a weak password is password_strength_error", errors, "password_strength_error", [], "fix-first"],
    ["a common password is password_dictionary_error", errors, "password_dictionary_error", [], "fix-first"],
    ["a password with the user's data is password_no_user_info_error", errors, "password_no_user_info_error", [], "fix-first"],
    ["a second factor that is needed is mfa_required", errors, "mfa_required", [], "fix-first"],
    ["a user without a factor is mfa_registration_required", errors, "mfa_registration_required", [], "fix-first"],
    ["a wrong code is mfa_invalid_code", errors, "mfa_invalid_code", [], "fix-first"],
    ["a wrong name or password is invalid_user_password", errors, "invalid_user_password", [], "fix-first"],
    ["a grant that does not hold is invalid_grant", oauth, "invalid_grant", [], "fix-first"],
  ]),
  ...ofStatuses([["the limit comes back at x-ratelimit-reset", limits, 429, "conditional"]]),
  { says: "tenants have hosts below auth0.com", page: limits, found: ({ provider }) => provider.hosts, is: ["*.auth0.com"] },
]);
