import { facts, ofStatuses } from "./facts";

const responses = "https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/responses";
const limits = "https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/rate-limits";

facts("sendgrid", [
  {
    says: "there are no codes: errors has message and field",
    page: responses,
    found: ({ provider }) => [provider.codes.length, provider.envelopes[0]?.fields[0]?.path],
    is: [0, ["errors", "0", "message"]],
  },
  ...ofStatuses([
    ["400 is a bad request", responses, 400, "fix-first"],
    ["401 is a key that does not hold", responses, 401, "fix-first"],
    ["403 is forbidden", responses, 403, "fix-first"],
    ["404 is not found", responses, 404, "fix-first"],
    ["405 is a method", responses, 405, "fix-first"],
    ["413 is a payload too large", responses, 413, "fix-first"],
    ["415 is a media type", responses, 415, "fix-first"],
    ["429 ends at X-RateLimit-Reset", limits, 429, "conditional"],
    ["500 is a fault of SendGrid", responses, 500, "backoff"],
    ["503 is not available", responses, 503, "backoff"],
  ]),
]);
