import { facts, ofStatuses } from "./facts";

const semantics = (section: string): string => `https://www.rfc-editor.org/rfc/rfc9110#section-${section}`;
const more = (section: string): string => `https://www.rfc-editor.org/rfc/rfc6585#section-${section}`;

facts("http", [
  ...ofStatuses([
    ["400: something about the request is wrong", semantics("15.5.1"), 400, "fix-first"],
    ["401: it lacks valid credentials", semantics("15.5.2"), 401, "fix-first"],
    ["403: understood and refused; the same credentials should not be tried again", semantics("15.5.4"), 403, "fix-first"],
    ["408: the client may repeat it on another connection", semantics("15.5.9"), 408, "backoff"],
    ["409: the user might resolve the conflict and send it again", semantics("15.5.10"), 409, "conditional"],
    ["410: gone, likely for good", semantics("15.5.11"), 410, "never"],
    ["422: well formed, and yet it cannot be followed", semantics("15.5.21"), 422, "fix-first"],
    ["425: may be repeated outside of early data", "https://www.rfc-editor.org/rfc/rfc8470#section-5.2", 425, "conditional"],
    ["429: too many requests, and Retry-After may say how long to wait", more("4"), 429, "after-header-else-backoff"],
    ["431: header fields are too large, and may be sent smaller", more("5"), 431, "fix-first"],
    ["501: the server does not support what is needed", semantics("15.6.2"), 501, "never"],
    ["503: overloaded or in maintenance, and Retry-After may say how long", semantics("15.6.4"), 503, "after-header-else-backoff"],
    ["505: it does not support the version of HTTP", semantics("15.6.6"), 505, "never"],
    ["511: the client has to sign in to the network", more("6"), 511, "conditional"],
  ]),
  {
    says: "413 is content, 422 is content, as the standard renamed them",
    page: semantics("15.5.14"),
    found: ({ status }) => [status(413)?.title, status(422)?.title],
    is: ["Content Too Large", "Unprocessable Content"],
  },
]);
