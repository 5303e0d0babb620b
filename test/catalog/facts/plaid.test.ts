import { codePaths, facts, ofCodes } from "./facts";

const item = "https://plaid.com/docs/errors/item/";
const institution = "https://plaid.com/docs/errors/institution/";
const request = "https://plaid.com/docs/errors/invalid-request/";
const input = "https://plaid.com/docs/errors/invalid-input/";
const limits = "https://plaid.com/docs/errors/rate-limit-exceeded/";
const api = "https://plaid.com/docs/errors/api/";
const description = "https://github.com/plaid/plaid-openapi/blob/master/2020-09-14.yml";

facts("plaid", [
  {
    says: "error_code and error_type stand at the top",
    page: item,
    found: (known) => codePaths(known, "body"),
    is: ["error_code", "error_type"],
  },
  {
    says: "there are production and sandbox",
    page: description,
    found: ({ provider }) => provider.hosts,
    is: ["production.plaid.com", "sandbox.plaid.com"],
  },
  {
    says: "consent that is about to expire is told by a webhook, and RATE_LIMIT_EXCEEDED is a type: neither is a code",
    page: item,
    found: ({ code }) => [code("PENDING_EXPIRATION"), code("RATE_LIMIT_EXCEEDED", "code")],
    is: [undefined, undefined],
  },
  ...ofCodes([
    ["a changed login is ITEM_LOGIN_REQUIRED, 400", item, "ITEM_LOGIN_REQUIRED", [400], "fix-first"],
    ["data that is not there yet is PRODUCT_NOT_READY, 400", item, "PRODUCT_NOT_READY", [400], "conditional"],
    ["a wrong password is INVALID_CREDENTIALS, 400", item, "INVALID_CREDENTIALS", [400], "fix-first"],
    ["no account that fits is NO_AUTH_ACCOUNTS, 400", item, "NO_AUTH_ACCOUNTS", [400], "fix-first"],
    ["a product may be left out of Link: PRODUCTS_NOT_SUPPORTED, 400", item, "PRODUCTS_NOT_SUPPORTED", [400], "fix-first"],
    ["a bank that is down is INSTITUTION_DOWN, 400", institution, "INSTITUTION_DOWN", [400], "backoff"],
    ["a bank that does not answer is INSTITUTION_NOT_RESPONDING, 400", institution, "INSTITUTION_NOT_RESPONDING", [400], "backoff"],
    ["data of a bank that is not valid is no matter of repeating", institution, "UNSUPPORTED_RESPONSE", [400], "never"],
    ["a field that is not valid is INVALID_FIELD, 400", request, "INVALID_FIELD", [400], "fix-first"],
    ["an endpoint that does not exist is NOT_FOUND, 404", request, "NOT_FOUND", [404], "fix-first"],
    ["a token of another environment is INVALID_ACCESS_TOKEN, 400", input, "INVALID_ACCESS_TOKEN", [400], "fix-first"],
    ["data of a user that is not valid is a 403", input, "INVALID_USER_IDENTITY_DATA", [403], "fix-first"],
    ["too many requests to a bank are repeated with exponential backoff", limits, "INSTITUTION_RATE_LIMIT", [429], "backoff"],
    ["too many requests to sync are TRANSACTIONS_SYNC_LIMIT, 429", limits, "TRANSACTIONS_SYNC_LIMIT", [429], "backoff"],
    ["a fault of Plaid is INTERNAL_SERVER_ERROR, 500, to be repeated", api, "INTERNAL_SERVER_ERROR", [500], "backoff"],
    ["maintenance is PLANNED_MAINTENANCE, 503", api, "PLANNED_MAINTENANCE", [503], "backoff"],
    ["ITEM_ERROR is a type", description, "ITEM_ERROR", [], "unspecified", "type"],
  ]),
]);
