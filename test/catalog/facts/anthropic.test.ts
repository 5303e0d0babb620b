import { facts } from "./facts";

const errors = "https://platform.claude.com/docs/en/api/errors";

facts("anthropic", [
  {
    says: "each type of error has its status",
    page: errors,
    found: ({ code }) =>
      [
        "invalid_request_error",
        "authentication_error",
        "billing_error",
        "permission_error",
        "not_found_error",
        "conflict_error",
        "request_too_large",
        "rate_limit_error",
        "api_error",
        "timeout_error",
        "overloaded_error",
      ].map((type) => code(type, "type")?.statuses[0]),
    is: [400, 401, 402, 403, 404, 409, 413, 429, 500, 504, 529],
  },
  {
    says: "new types may come",
    page: errors,
    found: ({ provider }) => provider.vocabularies.get("type")?.completeness,
    is: "open",
  },
  {
    says: "the type is at error.type of the body",
    page: errors,
    found: ({ provider }) => provider.envelopes[0]?.fields.find((field) => field.role === "type")?.path,
    is: ["error", "type"],
  },
  {
    says: "the body of an error says so at its top",
    page: errors,
    found: ({ provider }) => provider.envelopes[0]?.fields.find((field) => field.role === "discriminator")?.failure,
    is: "error",
  },
  {
    says: "the id of the request is in the body and in the header request-id",
    page: errors,
    found: ({ provider }) =>
      provider.envelopes[0]?.fields.filter((field) => field.role === "requestId").map((field) => `${field.in} ${field.path.join(".")}`),
    is: ["body request_id", "header request-id"],
  },
  {
    says: "a rate limit is waited out",
    page: "https://platform.claude.com/docs/en/api/rate-limits",
    found: ({ policy }) => policy({ code: "rate_limit_error", vocabulary: "type", status: 429 }),
    is: "after-header-else-backoff",
  },
  {
    says: "overload is for all users and passes",
    page: errors,
    found: ({ policy }) => policy({ code: "overloaded_error", vocabulary: "type", status: 529 }),
    is: "backoff",
  },
  {
    says: "a conflict is resolved first, then the request is repeated",
    page: errors,
    found: ({ code }) => code("conflict_error", "type")?.retry.policy,
    is: "conditional",
  },
  {
    says: "billing, keys and rights do not come right by repeating",
    page: errors,
    found: ({ policy }) => [400, 401, 402, 403, 404, 413].map((status) => policy({ status })),
    is: ["fix-first", "fix-first", "fix-first", "fix-first", "fix-first", "fix-first"],
  },
  {
    says: "the API is at api.anthropic.com",
    page: "https://platform.claude.com/docs/en/api/overview",
    found: ({ provider }) => provider.hosts,
    is: ["api.anthropic.com"],
  },
  {
    says: "the SDK has classes for statuses, all of them an APIError",
    page: "https://platform.claude.com/docs/en/api/sdks/typescript",
    found: ({ provider }) =>
      ["BadRequestError", "AuthenticationError", "PermissionDeniedError", "NotFoundError", "UnprocessableEntityError", "RateLimitError"]
        .map((name) => provider.errorClasses.find((entry) => entry.name === name))
        .map((entry) => [entry?.extends, ...(entry?.statuses ?? [])]),
    is: [
      ["APIError", 400],
      ["APIError", 401],
      ["APIError", 403],
      ["APIError", 404],
      ["APIError", 422],
      ["APIError", 429],
    ],
  },
]);
