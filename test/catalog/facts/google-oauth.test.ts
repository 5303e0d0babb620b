import { facts, ofCodes } from "./facts";

const web = "https://developers.google.com/identity/protocols/oauth2/web-server";
const device = "https://developers.google.com/identity/protocols/oauth2/limited-input-device";
const oauth = "https://www.rfc-editor.org/rfc/rfc6749#section-5.2";

facts("google-oauth", [
  ...ofCodes([
    ["a refresh token that is gone is invalid_grant, a 400", oauth, "invalid_grant", [400], "fix-first"],
    ["a wrong client is invalid_client, a 401", oauth, "invalid_client", [401], "fix-first"],
    ["a redirect that is not registered is redirect_uri_mismatch", web, "redirect_uri_mismatch", [], "fix-first"],
    ["what the administrator forbids is admin_policy_enforced", web, "admin_policy_enforced", [], "fix-first"],
    ["a project of one organisation is org_internal", web, "org_internal", [], "fix-first"],
    ["an embedded browser is disallowed_useragent", web, "disallowed_useragent", [], "fix-first"],
    ["a client that is gone is deleted_client", web, "deleted_client", [], "fix-first"],
    ["a user who has not answered is authorization_pending, a 428", device, "authorization_pending", [428], "short-delay"],
    ["polling too fast is slow_down", device, "slow_down", [403], "backoff"],
  ]),
  {
    says: "tokens are had from oauth2.googleapis.com",
    page: web,
    found: ({ provider }) => provider.hosts.includes("oauth2.googleapis.com"),
    is: true,
  },
  {
    says: "error and error_description stand side by side",
    page: oauth,
    found: ({ provider }) => provider.envelopes[0]?.fields.slice(0, 2).map(({ path }) => path),
    is: [["error"], ["error_description"]],
  },
]);
