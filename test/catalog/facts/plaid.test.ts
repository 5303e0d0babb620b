import { codePaths, facts, ofCodes } from "./facts";

const item = "https://plaid.com/docs/errors/item/";
const institution = "https://plaid.com/docs/errors/institution/";
const api = "https://plaid.com/docs/errors/api/";
const all = "https://plaid.com/docs/errors/";

facts("plaid", [
  {
    says: "error_code and error_type stand at the top",
    page: all,
    found: (known) => codePaths(known, "body"),
    is: ["error_code", "error_type"],
  },
  ...ofCodes([
    ["a changed login is ITEM_LOGIN_REQUIRED", item, "ITEM_LOGIN_REQUIRED", [], "fix-first"],
    ["data that is not there yet is PRODUCT_NOT_READY", item, "PRODUCT_NOT_READY", [], "conditional"],
    ["a wrong password is INVALID_CREDENTIALS", item, "INVALID_CREDENTIALS", [], "fix-first"],
    ["no account that fits is NO_AUTH_ACCOUNTS", item, "NO_AUTH_ACCOUNTS", [], "fix-first"],
    ["a bank that is down is INSTITUTION_DOWN", institution, "INSTITUTION_DOWN", [], "backoff"],
    ["a bank that does not answer is INSTITUTION_NOT_RESPONDING", institution, "INSTITUTION_NOT_RESPONDING", [], "backoff"],
    ["a fault of Plaid is INTERNAL_SERVER_ERROR", api, "INTERNAL_SERVER_ERROR", [500], "backoff"],
    ["maintenance is PLANNED_MAINTENANCE", api, "PLANNED_MAINTENANCE", [], "backoff"],
    ["ITEM_ERROR is a type", all, "ITEM_ERROR", [], "unspecified", "type"],
    ["a field that is not valid is INVALID_FIELD", all, "INVALID_FIELD", [], "fix-first"],
  ]),
]);
