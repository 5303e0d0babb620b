import { codePaths, facts, ofCodes, ofStatuses } from "./facts";

const guide = "https://www.elastic.co/docs/troubleshoot/elasticsearch";
const rejected = "https://www.elastic.co/docs/troubleshoot/elasticsearch/rejected-requests";
const client = "https://www.elastic.co/docs/reference/elasticsearch/clients/javascript/advanced-config";
const source = (path: string): string =>
  `https://github.com/elastic/elasticsearch/blob/main/server/src/main/java/org/elasticsearch/${path}.java`;

facts("elasticsearch", [
  { says: "the type is in error", page: guide, found: (known) => codePaths(known, "body"), is: ["error.type"] },
  ...ofCodes([
    [
      "a missing index is index_not_found_exception, 404",
      source("ResourceNotFoundException"),
      "index_not_found_exception",
      [404],
      "fix-first",
    ],
    [
      "an index that exists is resource_already_exists_exception, 400",
      source("ResourceAlreadyExistsException"),
      "resource_already_exists_exception",
      [400],
      "never",
    ],
    [
      "a change in between is version_conflict_engine_exception, 409",
      source("index/engine/VersionConflictEngineException"),
      "version_conflict_engine_exception",
      [409],
      "conditional",
    ],
    ["a full queue is es_rejected_execution_exception, 429", rejected, "es_rejected_execution_exception", [429], "backoff"],
    [
      "memory that is short is circuit_breaking_exception, 429",
      source("common/breaker/CircuitBreakingException"),
      "circuit_breaking_exception",
      [429],
      "backoff",
    ],
    [
      "a missing document is document_missing_exception, 404",
      source("index/engine/DocumentMissingException"),
      "document_missing_exception",
      [404],
      "fix-first",
    ],
    [
      "a wrong field is mapper_parsing_exception, 400",
      source("index/mapper/MapperParsingException"),
      "mapper_parsing_exception",
      [400],
      "fix-first",
    ],
    ["a wrong credential is security_exception, 401 or 403", guide, "security_exception", [401, 403], "fix-first"],
    [
      "an index that is closed is index_closed_exception, 400",
      source("indices/IndexClosedException"),
      "index_closed_exception",
      [400],
      "fix-first",
    ],
    ["a script that fails is script_exception, 400", source("script/ScriptException"), "script_exception", [400], "fix-first"],
    [
      "a missing primary is unavailable_shards_exception, 503",
      source("action/UnavailableShardsException"),
      "unavailable_shards_exception",
      [503],
      "backoff",
    ],
    [
      "no master is master_not_discovered_exception, 503",
      source("discovery/MasterNotDiscoveredException"),
      "master_not_discovered_exception",
      [503],
      "backoff",
    ],
    [
      "a block has the status of its kind, 429 where all may pass",
      source("cluster/block/ClusterBlockException"),
      "cluster_block_exception",
      [],
      "conditional",
    ],
  ]),
  ...ofStatuses([
    ["429 wants fewer requests", rejected, 429, "backoff"],
    ["the client repeats 503", client, 503, "backoff"],
  ]),
]);
