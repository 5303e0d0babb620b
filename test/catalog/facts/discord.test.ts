import { facts, ofCodes, ofStatuses } from "./facts";

const codes = "https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes";
const limits = "https://docs.discord.com/developers/topics/rate-limits";

facts("discord", [
  {
    says: "the body has retry_after in seconds, and the header Retry-After",
    page: limits,
    found: ({ provider }) => provider.envelopes[1]?.fields.filter(({ role }) => role === "retryAfter").map(({ path }) => path.join(".")),
    is: ["retry_after", "Retry-After"],
  },
  ...ofCodes([
    ["10003 is an unknown channel", codes, 10003, [], "fix-first"],
    ["10008 is an unknown message", codes, 10008, [], "fix-first"],
    ["10062 is an unknown interaction", codes, 10062, [], "never"],
    ["50001 is missing access", codes, 50001, [], "fix-first"],
    ["50013 is a missing permission", codes, 50013, [], "fix-first"],
    ["50007 is a user who takes no messages", codes, 50007, [], "never"],
    ["50035 is an invalid form body", codes, 50035, [], "fix-first"],
    ["40060 is an interaction that was acknowledged", codes, 40060, [], "never"],
    ["30005 is too many roles", codes, 30005, [], "fix-first"],
    ["30046 is too many edits of old messages: to be tried later", codes, 30046, [], "backoff"],
    ["110000 is an index that is not ready: to be tried later", codes, 110000, [], "backoff"],
    ["530006 should do on a repeat", codes, 530006, [], "backoff"],
    ["40333 is a block of Cloudflare, often for the User-Agent", codes, 40333, [], "fix-first"],
    ["520001 is a poll that is over", codes, 520001, [], "never"],
    ["130000 is an overload: to be tried a little later", codes, 130000, [], "backoff"],
  ]),
  ...ofStatuses([["429 says how long to wait", limits, 429, "after-header"]]),
]);
