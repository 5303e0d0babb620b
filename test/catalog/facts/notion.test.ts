import { facts, ofCodes, ofStatuses } from "./facts";

const status = "https://developers.notion.com/reference/status-codes";
const limits = "https://developers.notion.com/reference/request-limits";

facts("notion", [
  ...ofCodes([
    ["invalid_json is 400", status, "invalid_json", [400], "fix-first"],
    ["validation_error is 400", status, "validation_error", [400], "fix-first"],
    ["missing_version is 400", status, "missing_version", [400], "fix-first"],
    ["unauthorized is 401", status, "unauthorized", [401], "fix-first"],
    ["restricted_resource is 403", status, "restricted_resource", [403], "fix-first"],
    ["object_not_found is 404, also for what is not shared", status, "object_not_found", [404], "fix-first"],
    ["conflict_error is 409", status, "conflict_error", [409], "conditional"],
    ["rate_limited is 429", status, "rate_limited", [429], "after-header"],
    ["service_unavailable is 503, to be tried later", status, "service_unavailable", [503], "backoff"],
    ["gateway_timeout is 504, to be tried later", status, "gateway_timeout", [504], "backoff"],
    ["internal_server_error is 500", status, "internal_server_error", [500], "unspecified"],
  ]),
  ...ofStatuses([["the limit is told by Retry-After", limits, 429, "after-header"]]),
]);
