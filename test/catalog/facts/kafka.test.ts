import { facts, ofCodes } from "./facts";

const protocol = "https://kafka.apache.org/protocol#protocol_error_codes";

facts("kafka", [
  ...ofCodes([
    ["1 is an offset out of range, not worth a repeat", protocol, 1, [], "fix-first", "number"],
    ["3 is an unknown topic or partition, which is retriable", protocol, 3, [], "backoff", "number"],
    ["5 is a leader that is not available, retriable", protocol, 5, [], "backoff", "number"],
    ["6 is a broker that is not the leader, retriable", protocol, 6, [], "backoff", "number"],
    ["7 is a request that timed out, retriable", protocol, 7, [], "backoff", "number"],
    ["10 is a message too large", protocol, 10, [], "fix-first", "number"],
    ["29 is a topic that is not allowed", protocol, 29, [], "fix-first", "number"],
    ["36 is a topic that exists", protocol, 36, [], "never", "number"],
    ["14 is a coordinator that is loading, retriable", protocol, 14, [], "backoff", "number"],
    ["58 is a failed authentication", protocol, 58, [], "fix-first", "number"],
    ["56 is a failing disk of the broker, retriable", protocol, 56, [], "backoff", "number"],
    ["9 is a replica that is not available, retriable", protocol, 9, [], "backoff", "number"],
    ["44 is a policy of the cluster", protocol, 44, [], "fix-first", "number"],
    ["TOPIC_ALREADY_EXISTS is the name of 36", protocol, "TOPIC_ALREADY_EXISTS", [], "never"],
  ]),
]);
