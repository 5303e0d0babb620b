import { facts, ofCodes } from "./facts";

const responses = "https://developer.paypal.com/api/rest/responses";
const failures = "https://developer.paypal.com/api/handle-payment-failures";

facts("paypal", [
  ...ofCodes([
    ["INVALID_REQUEST is 400", responses, "INVALID_REQUEST", [400], "fix-first"],
    ["AUTHENTICATION_FAILURE is 401", responses, "AUTHENTICATION_FAILURE", [401], "fix-first"],
    ["NOT_AUTHORIZED is 403", responses, "NOT_AUTHORIZED", [403], "fix-first"],
    ["RESOURCE_NOT_FOUND is 404", responses, "RESOURCE_NOT_FOUND", [404], "fix-first"],
    ["RESOURCE_CONFLICT is 409", responses, "RESOURCE_CONFLICT", [409], "conditional"],
    ["UNPROCESSABLE_ENTITY is 422", responses, "UNPROCESSABLE_ENTITY", [422], "fix-first"],
    ["RATE_LIMIT_REACHED is 429", responses, "RATE_LIMIT_REACHED", [429], "backoff"],
    ["INTERNAL_SERVER_ERROR is 500", responses, "INTERNAL_SERVER_ERROR", [500], "backoff"],
    ["a declined means of payment is INSTRUMENT_DECLINED", failures, "INSTRUMENT_DECLINED", [], "fix-first", "issue"],
    ["an order that was not approved is ORDER_NOT_APPROVED", failures, "ORDER_NOT_APPROVED", [], "fix-first", "issue"],
    [
      "too many attempts are MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED",
      failures,
      "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED",
      [],
      "never",
      "issue",
    ],
  ]),
]);
