import { facts, ofCodes } from "./facts";

const api = "https://core.telegram.org/bots/api#making-requests";
const parameters = "https://core.telegram.org/bots/api#responseparameters";
const server = "https://github.com/tdlib/telegram-bot-api/blob/master/telegram-bot-api/Client.cpp";

facts("telegram", [
  {
    says: "ok is false for a failure",
    page: api,
    found: ({ provider }) => provider.envelopes[0]?.fields.find(({ role }) => role === "discriminator")?.failure,
    is: false,
  },
  {
    says: "description has the words",
    page: api,
    found: ({ provider }) => provider.envelopes[0]?.fields.find(({ role }) => role === "message")?.path,
    is: ["description"],
  },
  {
    says: "retry_after is in parameters",
    page: parameters,
    found: ({ provider }) => provider.envelopes[0]?.fields.find(({ role }) => role === "retryAfter")?.path,
    is: ["parameters", "retry_after"],
  },
  {
    says: "error_code is an integer whose contents may change",
    page: api,
    found: ({ provider }) => [provider.vocabularies.get("code")?.type, provider.vocabularies.get("code")?.completeness],
    is: ["integer", "open"],
  },
  { says: "methods are at api.telegram.org", page: api, found: ({ provider }) => provider.hosts, is: ["api.telegram.org"] },
  ...ofCodes([
    ["400 is a bad request", server, 400, [400], "fix-first"],
    ["401 is a token that does not hold", server, 401, [401], "fix-first"],
    ["403 is forbidden", server, 403, [403], "never"],
    ["409 is a second getUpdates, or one beside a webhook", server, 409, [409], "fix-first"],
    ["404 is not found", server, 404, [404], "fix-first"],
    ["429 says in parameters how long to wait", parameters, 429, [429], "conditional"],
    ["500 is internal", server, 500, [500], "backoff"],
  ]),
]);
