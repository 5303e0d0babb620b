import { codePaths, facts, ofCodes } from "./facts";

const guide = "https://trpc.io/docs/server/error-handling";

facts("trpc", [
  {
    says: "the client has the code in data",
    page: guide,
    found: (known) => codePaths(known, "thrown", "code"),
    is: ["code", "data.code", "shape.data.code"],
  },
  ...ofCodes([
    ["BAD_REQUEST is 400", guide, "BAD_REQUEST", [400], "fix-first"],
    ["UNAUTHORIZED is 401", guide, "UNAUTHORIZED", [401], "fix-first"],
    ["FORBIDDEN is 403", guide, "FORBIDDEN", [403], "fix-first"],
    ["NOT_FOUND is 404", guide, "NOT_FOUND", [404], "fix-first"],
    ["METHOD_NOT_SUPPORTED is 405", guide, "METHOD_NOT_SUPPORTED", [405], "fix-first"],
    ["TIMEOUT is 408", guide, "TIMEOUT", [408], "backoff"],
    ["CONFLICT is 409", guide, "CONFLICT", [409], "conditional"],
    ["PAYLOAD_TOO_LARGE is 413", guide, "PAYLOAD_TOO_LARGE", [413], "fix-first"],
    ["TOO_MANY_REQUESTS is 429", guide, "TOO_MANY_REQUESTS", [429], "backoff"],
    ["CLIENT_CLOSED_REQUEST is 499", guide, "CLIENT_CLOSED_REQUEST", [499], "unspecified"],
    ["INTERNAL_SERVER_ERROR is 500", guide, "INTERNAL_SERVER_ERROR", [500], "unspecified"],
    ["-32700 is JSON that cannot be read", guide, -32700, [], "fix-first", "number"],
  ]),
]);
