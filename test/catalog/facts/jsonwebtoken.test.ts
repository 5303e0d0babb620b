import { codePaths, facts, ofCodes } from "./facts";

const readme = "https://github.com/auth0/node-jsonwebtoken#errors--codes";

facts("jsonwebtoken", [
  {
    says: "the message 'jwt expired' is a TokenExpiredError",
    page: readme,
    found: ({ provider }) => provider.messages.find(({ pattern }) => pattern === "jwt expired")?.code,
    is: "TokenExpiredError",
  },
  {
    says: "the message 'jwt malformed' is a JsonWebTokenError",
    page: readme,
    found: ({ provider }) => provider.messages.find(({ pattern }) => pattern === "jwt malformed")?.code,
    is: "JsonWebTokenError",
  },
  {
    says: "the message 'invalid signature' is a JsonWebTokenError",
    page: readme,
    found: ({ provider }) => provider.messages.find(({ pattern }) => pattern === "invalid signature")?.code,
    is: "JsonWebTokenError",
  },
  {
    says: "the message 'jwt not active' is a NotBeforeError",
    page: readme,
    found: ({ provider }) => provider.messages.find(({ pattern }) => pattern === "jwt not active")?.code,
    is: "NotBeforeError",
  },
  {
    says: "the message 'jwt signature is required' is a JsonWebTokenError",
    page: readme,
    found: ({ provider }) => provider.messages.find(({ pattern }) => pattern === "jwt signature is required")?.code,
    is: "JsonWebTokenError",
  },
  {
    says: "the message 'invalid token' is a JsonWebTokenError",
    page: readme,
    found: ({ provider }) => provider.messages.find(({ pattern }) => pattern === "invalid token")?.code,
    is: "JsonWebTokenError",
  },
  { says: "it is told by name", page: readme, found: (known) => codePaths(known, "thrown"), is: ["name"] },
  ...ofCodes([
    ["an expired token is TokenExpiredError", readme, "TokenExpiredError", [], "fix-first"],
    ["a wrong token is JsonWebTokenError", readme, "JsonWebTokenError", [], "fix-first"],
    ["a token of the future is NotBeforeError", readme, "NotBeforeError", [], "conditional"],
  ]),
]);
