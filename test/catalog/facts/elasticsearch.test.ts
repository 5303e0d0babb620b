import { codePaths, facts, ofCodes, ofStatuses } from "./facts";

const guide = "https://www.elastic.co/docs/troubleshoot/elasticsearch";
const rejected = "https://www.elastic.co/docs/troubleshoot/elasticsearch/rejected-requests";
const conflict = "https://www.elastic.co/docs/reference/elasticsearch/rest-apis/optimistic-concurrency-control";
const client = "https://www.elastic.co/docs/reference/elasticsearch/clients/javascript/advanced-config";

facts("elasticsearch", [
  { says: "the type is in error", page: guide, found: (known) => codePaths(known, "body"), is: ["error.type"] },
  ...ofCodes([
    ["a missing index is index_not_found_exception, 404", guide, "index_not_found_exception", [404], "fix-first"],
    ["an index that exists is resource_already_exists_exception, 400", guide, "resource_already_exists_exception", [400], "never"],
    ["a change in between is version_conflict_engine_exception, 409", conflict, "version_conflict_engine_exception", [409], "conditional"],
    ["a full queue is es_rejected_execution_exception, 429", rejected, "es_rejected_execution_exception", [429], "backoff"],
    ["memory that is short is circuit_breaking_exception, 429", rejected, "circuit_breaking_exception", [429], "backoff"],
    ["a missing document is document_missing_exception, 404", guide, "document_missing_exception", [404], "fix-first"],
    ["a wrong field is mapper_parsing_exception, 400", guide, "mapper_parsing_exception", [400], "fix-first"],
    ["a wrong credential is security_exception, 401 or 403", guide, "security_exception", [401, 403], "fix-first"],
  ]),
  ...ofStatuses([
    ["429 wants fewer requests", rejected, 429, "backoff"],
    ["the client repeats 503", client, 503, "backoff"],
  ]),
]);
