import { facts, headerOf, ofCodes, ofStatuses } from "./facts";

const using = "https://docs.slack.dev/apis/web-api/";
const limits = "https://docs.slack.dev/apis/web-api/rate-limits";
const view = "https://docs.slack.dev/reference/methods/views.open/";
const post = "https://docs.slack.dev/reference/methods/chat.postMessage/";

facts("slack", [
  {
    says: "ok is false for a failure, and error has the code",
    page: using,
    found: ({ provider }) =>
      provider.envelopes[0]?.fields
        .filter(({ role }) => role === "discriminator" || role === "code")
        .map(({ path, failure }) => [path, failure]),
    is: [
      [["ok"], false],
      [["error"], undefined],
    ],
  },
  { says: "methods are below slack.com/api", page: using, found: ({ provider }) => provider.baseUrls, is: ["https://slack.com/api"] },
  { says: "Retry-After has the seconds to wait", page: limits, found: (known) => headerOf(known, "retryAfter"), is: "Retry-After" },
  ...ofStatuses([["too many requests are a 429 with Retry-After", limits, 429, "after-header"]]),
  ...ofCodes([
    ["the limit of requests is ratelimited", limits, "ratelimited", [429], "after-header"],
    ["a channel that the token cannot see is channel_not_found", post, "channel_not_found", [], "fix-first"],
    ["posting where the app is no member is not_in_channel", post, "not_in_channel", [], "fix-first"],
    ["a token without a scope is missing_scope", post, "missing_scope", [], "fix-first"],
    ["a token past its time is token_expired", post, "token_expired", [], "fix-first"],
    ["fatal_error may come after part of the work was done", post, "fatal_error", [], "backoff"],
    ["a trigger works once: exchanged_trigger_id", view, "exchanged_trigger_id", [], "fix-first"],
    ["a view of more than 250 kB is view_too_large", view, "view_too_large", [], "fix-first"],
  ]),
]);
