import { codePaths, facts, ofCodes } from "./facts";

const docs = "https://www.apollographql.com/docs/apollo-server/data/errors";
const v3 = "https://www.apollographql.com/docs/apollo-server/v3/data/errors";

facts("apollo", [
  { says: "the code is in the extensions", page: docs, found: (known) => codePaths(known, "body"), is: ["errors.0.extensions.code"] },
  ...ofCodes([
    ["a syntax error is GRAPHQL_PARSE_FAILED, 400", docs, "GRAPHQL_PARSE_FAILED", [400], "fix-first"],
    ["an invalid document is GRAPHQL_VALIDATION_FAILED, 400", docs, "GRAPHQL_VALIDATION_FAILED", [400], "fix-first"],
    ["a wrong argument is BAD_USER_INPUT", docs, "BAD_USER_INPUT", [], "fix-first"],
    ["an unknown hash is PERSISTED_QUERY_NOT_FOUND", docs, "PERSISTED_QUERY_NOT_FOUND", [200], "short-delay"],
    ["a server without them is PERSISTED_QUERY_NOT_SUPPORTED", docs, "PERSISTED_QUERY_NOT_SUPPORTED", [200], "fix-first"],
    ["an operation that cannot be chosen is OPERATION_RESOLUTION_FAILURE", docs, "OPERATION_RESOLUTION_FAILURE", [], "fix-first"],
    ["what is no GraphQL is BAD_REQUEST", docs, "BAD_REQUEST", [400], "fix-first"],
    ["all else is INTERNAL_SERVER_ERROR", docs, "INTERNAL_SERVER_ERROR", [], "unspecified"],
    ["version 3 had UNAUTHENTICATED", v3, "UNAUTHENTICATED", [], "fix-first"],
    ["version 3 had FORBIDDEN", v3, "FORBIDDEN", [], "fix-first"],
  ]),
]);
