import { vocabularyOf } from "../../../catalog/model/lookup";
import { facts } from "./facts";

const errors = "https://docs.stripe.com/api/errors";
const codes = "https://docs.stripe.com/error-codes";
const declines = "https://docs.stripe.com/declines/codes";
const lowLevel = "https://docs.stripe.com/error-low-level";
const node = "https://docs.stripe.com/error-handling?lang=node";

facts("stripe", [
  {
    says: "the statuses of the table are 400, 401, 402, 403, 404, 409, 424, 429, 500, 502, 503 and 504",
    page: errors,
    found: ({ provider }) => [...provider.statuses.keys()],
    is: [400, 401, 402, 403, 404, 409, 424, 429, 500, 502, 503, 504],
  },
  {
    says: "402 is for parameters that were valid and a request that failed, 424 for a dependency outside of Stripe",
    page: errors,
    found: ({ status }) => [status(402)?.title, status(424)?.title],
    is: ["Request Failed", "External Dependency Failed"],
  },
  {
    says: "after too many requests one should wait exponentially longer",
    page: errors,
    found: ({ policy, status }) => [policy({ status: 429 }), status(429)?.retry.basis, policy({ code: "rate_limit", status: 429 })],
    is: ["backoff", "documented", "backoff"],
  },
  {
    says: "rate_limit came with 400 before version 2015-09-08 and with 429 since; both are worth growing waits",
    page: "https://docs.stripe.com/changelog/2015-09-08/rate-limited-requests-return-429-no-rate-limit",
    found: ({ code, policy }) => [code("rate_limit")?.statuses, ...[429, 400].map((status) => policy({ code: "rate_limit", status }))],
    is: [[429, 400], "backoff", "backoff"],
  },
  {
    says: "the types are api_error, card_error, idempotency_error and invalid_request_error",
    page: errors,
    found: ({ code }) =>
      ["api_error", "card_error", "idempotency_error", "invalid_request_error"].map((type) => code(type, "type")?.vocabulary),
    is: ["type", "type", "type", "type"],
  },
  {
    says: "code, decline_code, doc_url, message, param and type stand in error",
    page: errors,
    found: ({ provider }) =>
      (provider.envelopes[0]?.fields ?? [])
        .filter((field) => field.in === "body")
        .map((field) => field.path.join("."))
        .sort(),
    is: ["error.code", "error.decline_code", "error.doc_url", "error.message", "error.param", "error.type"],
  },
  {
    says: "every response has a request id in the header Request-Id",
    page: "https://docs.stripe.com/api/request_ids",
    found: ({ provider }) => provider.envelopes[0]?.fields.find((field) => field.role === "requestId")?.path,
    is: ["Request-Id"],
  },
  {
    says: "an object that is locked gives lock_timeout with 429, which may be tried again",
    page: "https://docs.stripe.com/rate-limits",
    found: ({ code, policy }) => [code("lock_timeout")?.statuses, policy({ code: "lock_timeout" })],
    is: [[429], "backoff"],
  },
  {
    says: "a card that was declined too often may be charged again after 24 hours",
    page: codes,
    found: ({ code }) => [
      code("card_decline_rate_limit_exceeded")?.retry.policy,
      code("card_decline_rate_limit_exceeded")?.retry.reset?.slice(0, 8),
    ],
    is: ["wait-reset", "24 hours"],
  },
  {
    says: "authentication_required is an error code and a decline code, insufficient_funds a type of API v2 as well",
    page: declines,
    found: ({ code }) =>
      [code("authentication_required", "code"), code("authentication_required", "decline_code"), code("insufficient_funds", "type")].map(
        (entry) => entry !== undefined,
      ),
    is: [true, true, true],
  },
  {
    says: "do_not_try_again is final, issuer_not_available may be tried again, a lost card never gets better",
    page: declines,
    found: ({ policy }) =>
      ["do_not_try_again", "issuer_not_available", "lost_card"].map((code) => policy({ code, vocabulary: "decline_code" })),
    is: ["never", "conditional", "fix-first"],
  },
  {
    says: "do_not_honor and generic_decline are decline codes, never error codes",
    page: declines,
    found: ({ code }) => ["do_not_honor", "generic_decline"].map((name) => [code(name, "code"), code(name, "decline_code")?.code]),
    is: [
      [undefined, "do_not_honor"],
      [undefined, "generic_decline"],
    ],
  },
  {
    says: "the type of what stripe-node throws is the name of its class",
    page: node,
    found: ({ provider, code }) => [
      provider.paths.find((path) => path.path.join(".") === "type" && path.on === "thrown")?.vocabulary,
      code("StripeCardError", "class")?.code,
      code("card_error", "class"),
      vocabularyOf(provider, "class")?.wire,
    ],
    is: ["class", "StripeCardError", undefined, false],
  },
  {
    says: "a request that conflicts with one of the same key is 409, and a 500 may be repeated with its idempotency key",
    page: lowLevel,
    found: ({ code, status, policy }) => [
      code("idempotency_key_in_use")?.statuses,
      policy({ status: 409 }),
      policy({ status: 500 }),
      /Idempotency-Key/.test(status(500)?.retry.note ?? ""),
    ],
    is: [[409], "backoff", "backoff", true],
  },
  {
    says: "a missing parameter is fixed first; a resource of the other mode is missing",
    page: codes,
    found: ({ policy, code }) => [
      policy({ code: "parameter_missing", status: 400 }),
      /test.*live/.test(code("resource_missing")?.action ?? ""),
    ],
    is: ["fix-first", true],
  },
]);
