import { codePaths, facts, headerOf, ofCodes, ofStatuses } from "./facts";

const limits = "https://developers.cloudflare.com/fundamentals/api/reference/limits/";
const calls = "https://developers.cloudflare.com/fundamentals/api/how-to/make-api-calls/";
const errors = "https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/";
/** A translation of Cloudflare's own page on requests of the Workers API, which is no longer there. */
const workers = "https://www.kancloud.cn/orchie/cloudflare_worker/1627268";

facts("cloudflare", [
  ...ofCodes([
    ["7000 is a URI without a route", workers, 7000, [], "fix-first"],
    ["7003 is a path with a wrong id", workers, 7003, [], "fix-first"],
    ["9106 is a request without credentials", workers, 9106, [], "fix-first"],
    ["10000 is an account or zone that the credentials are not for", workers, 10000, [], "fix-first"],
  ]),
  {
    says: "the API is at api.cloudflare.com/client/v4",
    page: calls,
    found: ({ provider }) => provider.baseUrls,
    is: ["https://api.cloudflare.com/client/v4"],
  },
  {
    says: "retry-after has the seconds until there is room",
    page: limits,
    found: (known) => [headerOf(known, "retryAfter"), known.status(429)?.retry.header],
    is: ["retry-after", "retry-after"],
  },
  {
    says: "success is false for a failure",
    page: calls,
    found: ({ provider }) => provider.envelopes[0]?.fields.find(({ role }) => role === "discriminator")?.failure,
    is: false,
  },
  { says: "errors is a list of code and message", page: calls, found: (known) => codePaths(known), is: ["errors.0.code"] },
  ...ofStatuses([
    ["a limit is worth a wait", limits, 429, "after-header-else-backoff"],
    ["credentials are to be corrected", calls, 401, "fix-first"],
    ["permissions are to be corrected", calls, 403, "fix-first"],
  ]),
  {
    says: "521 is an origin that refuses",
    page: errors,
    found: ({ status }) => status(521)?.meaning,
    is: "The origin refused the connection.",
  },
  {
    says: "522 is a connection that timed out, 524 an answer that did",
    page: errors,
    found: ({ status }) => [522, 524].map((s) => status(s)?.status),
    is: [522, 524],
  },
  {
    says: "526 is a certificate that is not valid",
    page: errors,
    found: ({ status }) => status(526)?.meaning,
    is: "The certificate of the origin is not valid.",
  },
]);
