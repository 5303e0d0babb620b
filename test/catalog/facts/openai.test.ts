import { facts } from "./facts";

const guide = "https://platform.openai.com/docs/guides/error-codes";
const limits = "https://help.openai.com/en/articles/6614457-troubleshooting-api-usage-and-spend-limits";
const reference = "https://platform.openai.com/docs/api-reference/debugging-requests";

facts("openai", [
  { says: "the API is at api.openai.com", page: reference, found: ({ provider }) => provider.hosts, is: ["api.openai.com"] },
  {
    says: "a wrong API key is a 401, and nothing to repeat",
    page: guide,
    found: ({ code, policy }) => [code("invalid_api_key")?.statuses, policy({ code: "invalid_api_key", status: 401 })],
    is: [[401], "fix-first"],
  },
  {
    says: "a rate limit is a 429 that passes",
    page: guide,
    found: ({ code, policy }) => [code("rate_limit_exceeded")?.statuses, policy({ code: "rate_limit_exceeded", status: 429 })],
    is: [[429], "after-header-else-backoff"],
  },
  {
    says: "used-up credits are a 429 that repeating does not cure",
    page: limits,
    found: ({ code, policy }) => [code("credit_balance_exhausted")?.statuses, policy({ code: "credit_balance_exhausted", status: 429 })],
    is: [[429], "never"],
  },
  {
    says: "there are limits on spending of organization and project, which the month resets",
    page: guide,
    found: ({ policy }) =>
      ["organization_spend_limit_exceeded", "project_spend_limit_exceeded"].map((code) => policy({ code, status: 429 })),
    is: ["wait-reset", "wait-reset"],
  },
  {
    says: "the limit that OpenAI gave to an organization has a code of its own",
    page: limits,
    found: ({ code }) => code("organization_usage_limit_exceeded")?.statuses,
    is: [429],
  },
  {
    says: "insufficient_quota is a type that other codes can come with, and never worth a repeat",
    page: guide,
    found: ({ code, policy }) => [
      code("insufficient_quota", "type")?.statuses,
      policy({ code: "insufficient_quota", vocabulary: "type", status: 429 }),
    ],
    is: [[429], "never"],
  },
  {
    says: "traffic that grew too fast is slow_down, a 429",
    page: guide,
    found: ({ code }) => code("slow_down")?.statuses,
    is: [429],
  },
  {
    says: "overload is a 503, to be repeated after Retry-After",
    page: guide,
    found: ({ code, policy }) => [
      code("server_is_overloaded")?.statuses,
      code("server_is_overloaded")?.retry.header,
      policy({ status: 503 }),
    ],
    is: [[503], "Retry-After", "after-header-else-backoff"],
  },
  {
    says: "500 is worth a repeat after a short wait, 403 is a country that is not supported",
    page: guide,
    found: ({ policy }) => [policy({ status: 500 }), policy({ code: "unsupported_country_region_territory", status: 403 })],
    is: ["backoff", "fix-first"],
  },
  {
    says: "every response has its id in the header x-request-id",
    page: reference,
    found: ({ provider }) => provider.envelopes[0]?.fields.find((field) => field.role === "requestId")?.path,
    is: ["x-request-id"],
  },
]);
