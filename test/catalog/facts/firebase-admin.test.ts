import { facts } from "./facts";

const auth = "https://firebase.google.com/docs/auth/admin/errors";
const messaging = "https://firebase.google.com/docs/cloud-messaging/error-codes";

facts("firebase-admin", [
  {
    says: "Auth lists its codes",
    page: auth,
    found: ({ code }) =>
      [
        "auth/claims-too-large",
        "auth/email-already-exists",
        "auth/id-token-expired",
        "auth/id-token-revoked",
        "auth/insufficient-permission",
        "auth/internal-error",
        "auth/invalid-claims",
        "auth/invalid-continue-uri",
        "auth/invalid-credential",
        "auth/user-not-found",
      ].filter((name) => !code(name)),
    is: [],
  },
  {
    says: "a wrong argument is auth/invalid-argument in the documentation",
    page: auth,
    found: ({ code }) => code("auth/invalid-argument")?.source,
    is: ["authdocs"],
  },
  {
    says: "custom claims may have 1000 bytes",
    page: auth,
    found: ({ code }) => /1000 bytes/.test(code("auth/claims-too-large")?.meaning ?? ""),
    is: true,
  },
  {
    says: "codes of the client SDK are no codes of the Admin SDK",
    page: auth,
    found: ({ code }) => [code("auth/email-already-in-use"), code("auth/wrong-password")],
    is: [undefined, undefined],
  },
  {
    says: "a token that is not registered is a 404 and to be deleted, not repeated",
    page: messaging,
    found: ({ code, policy }) => [
      code("messaging/registration-token-not-registered")?.statuses,
      policy({ code: "messaging/registration-token-not-registered" }),
    ],
    is: [[404], "never"],
  },
  {
    says: "a message that is not valid is a 400",
    page: messaging,
    found: ({ code }) => code("messaging/invalid-argument")?.statuses,
    is: [400],
  },
  {
    says: "a sender that does not fit the token is a 403",
    page: messaging,
    found: ({ code }) => code("messaging/mismatched-credential")?.statuses,
    is: [403],
  },
  {
    says: "too many messages are a 429, to be sent with backoff",
    page: messaging,
    found: ({ code, policy }) => [
      code("messaging/message-rate-exceeded")?.statuses,
      policy({ code: "messaging/device-message-rate-exceeded" }),
      policy({ code: "messaging/topics-message-rate-exceeded" }),
    ],
    is: [[429], "backoff", "backoff"],
  },
  {
    says: "an overloaded server is a 503 that may name its wait in Retry-After",
    page: messaging,
    found: ({ code }) => [code("messaging/server-unavailable")?.statuses, code("messaging/server-unavailable")?.retry.header],
    is: [[503], "Retry-After"],
  },
  {
    says: "APNs credentials that are not valid are a 401",
    page: messaging,
    found: ({ code }) => code("messaging/third-party-auth-error")?.statuses,
    is: [401],
  },
  {
    says: "a message may have 4096 bytes",
    page: messaging,
    found: ({ code }) => /4096 bytes/.test(code("messaging/payload-size-limit-exceeded")?.meaning ?? ""),
    is: true,
  },
  {
    says: "gRPC has sixteen statuses that are errors: 5 is not found, 6 already exists, 14 unavailable",
    page: "https://grpc.io/docs/guides/status-codes/",
    found: ({ provider, code, policy }) => [
      provider.codes.filter((entry) => entry.vocabulary === "grpc").length,
      code(5, "grpc")?.meaning.startsWith("Not found"),
      code(6, "grpc")?.meaning.startsWith("Already exists"),
      policy({ code: 14, vocabulary: "grpc" }),
    ],
    is: [16, true, true, "backoff"],
  },
]);
