import { codePaths, facts, ofCodes, ofStatuses } from "./facts";

const troubleshooting = "https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api";
const limits = "https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api";

facts("github", [
  { says: "the API is at api.github.com", page: limits, found: ({ provider }) => provider.hosts.includes("api.github.com"), is: true },
  ...ofCodes([
    ["a resource that does not exist is missing", troubleshooting, "missing", [422], "fix-first"],
    ["a parameter that was left out is missing_field", troubleshooting, "missing_field", [422], "fix-first"],
    ["a value of a wrong form is invalid", troubleshooting, "invalid", [422], "fix-first"],
    ["a value that must be unique and is not is already_exists", troubleshooting, "already_exists", [422], "fix-first"],
    ["parameters that cannot be carried out are unprocessable", troubleshooting, "unprocessable", [422], "fix-first"],
    ["custom says no more than its message", troubleshooting, "custom", [422], "fix-first"],
  ]),
  ...ofStatuses([
    ["a 403 may be a rate limit or a lack of permission", troubleshooting, 403, "conditional"],
    ["a rate limit may also be a 429, to wait for", limits, 429, "after-header-else-backoff"],
    ["a private repository is a 404 for whoever may not see it", troubleshooting, 404, "fix-first"],
  ]),
  {
    says: "without retry-after one waits for a minute or more",
    page: limits,
    found: ({ status }) => [status(429)?.retry.header, status(429)?.retry.initialMs],
    is: ["retry-after", 60_000],
  },
  {
    says: "the code is in the entries of errors",
    page: troubleshooting,
    found: (known) => codePaths(known, "body", "code"),
    is: ["errors.0.code"],
  },
]);
