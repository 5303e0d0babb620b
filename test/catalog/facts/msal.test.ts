import { facts, ofCodes } from "./facts";

const errors = "https://learn.microsoft.com/en-us/entra/msal/javascript/browser/errors";
const oauth = "https://www.rfc-editor.org/rfc/rfc6749#section-5.2";

facts("msal", [
  ...ofCodes([
    ["interaction_required wants the user", errors, "interaction_required", [], "fix-first"],
    ["consent_required wants the user", errors, "consent_required", [], "fix-first"],
    ["login_required wants the user", errors, "login_required", [], "fix-first"],
    ["another interaction under way is interaction_in_progress", errors, "interaction_in_progress", [], "conditional"],
    ["a blocked popup is popup_window_error", errors, "popup_window_error", [], "fix-first"],
    ["a popup that did not open is empty_window_error", errors, "empty_window_error", [], "fix-first"],
    ["a redirect page that is slow is monitor_window_timeout", errors, "monitor_window_timeout", [], "fix-first"],
    ["a hash that is gone is hash_empty_error", errors, "hash_empty_error", [], "fix-first"],
    [
      "initialize was not called: uninitialized_public_client_application",
      errors,
      "uninitialized_public_client_application",
      [],
      "fix-first",
    ],
    ["a user who closes the window is user_cancelled", errors, "user_cancelled", [], "never"],
    ["a grant that does not hold is invalid_grant", oauth, "invalid_grant", [], "fix-first"],
  ]),
]);
