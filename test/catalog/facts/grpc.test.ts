import { facts, ofCodes } from "./facts";

const guide = "https://grpc.io/docs/guides/status-codes/";
const proto = "https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto";

facts("grpc", [
  { says: "there are 17 statuses", page: guide, found: ({ provider }) => provider.codes.length, is: 17 },
  ...ofCodes([
    ["CANCELLED is 1", guide, 1, [], "unspecified"],
    ["INVALID_ARGUMENT is 3", guide, 3, [], "fix-first"],
    ["DEADLINE_EXCEEDED is 4, and it may have been carried out", guide, 4, [], "backoff"],
    ["NOT_FOUND is 5", guide, 5, [], "fix-first"],
    ["PERMISSION_DENIED is 7", guide, 7, [], "fix-first"],
    ["RESOURCE_EXHAUSTED is 8", guide, 8, [], "backoff"],
    ["FAILED_PRECONDITION is 9: not to be repeated before the state is put right", proto, 9, [], "fix-first"],
    ["ABORTED is 10: to be repeated at a higher level", proto, 10, [], "conditional"],
    ["UNIMPLEMENTED is 12", guide, 12, [], "never"],
    ["UNAVAILABLE is 14: to be repeated with backoff", proto, 14, [], "backoff"],
    ["UNAUTHENTICATED is 16", guide, 16, [], "fix-first"],
  ]),
]);
