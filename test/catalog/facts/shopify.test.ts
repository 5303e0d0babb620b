import { codePaths, facts, ofCodes, ofStatuses } from "./facts";

const graphql = "https://shopify.dev/docs/api/admin-graphql/latest";
const limits = "https://shopify.dev/docs/api/usage/limits";
const rest = "https://shopify.dev/docs/api/usage/response-codes";

facts("shopify", [
  ...ofCodes([
    ["a query without points left is THROTTLED", limits, "THROTTLED", [], "backoff"],
    ["a query that costs too much by itself is MAX_COST_EXCEEDED", limits, "MAX_COST_EXCEEDED", [], "fix-first"],
    ["wrong credentials are ACCESS_DENIED", graphql, "ACCESS_DENIED", [], "fix-first"],
    ["a shop that is not active is SHOP_INACTIVE", graphql, "SHOP_INACTIVE", [], "never"],
    ["a fault of Shopify is INTERNAL_SERVER_ERROR, with status 200 too", graphql, "INTERNAL_SERVER_ERROR", [], "backoff"],
  ]),
  {
    says: "the code is in the extensions of an error",
    page: graphql,
    found: (known) => codePaths(known),
    is: ["errors.0.extensions.code"],
  },
  { says: "each shop has a host of its own", page: graphql, found: ({ provider }) => provider.hosts, is: ["*.myshopify.com"] },
  ...ofStatuses([
    ["REST has 429 with Retry-After", rest, 429, "after-header-else-backoff"],
    ["402 is a shop whose owner has to pay", rest, 402, "fix-first"],
    ["423 is a locked shop", rest, 423, "fix-first"],
  ]),
  {
    says: "there are more codes than the page shows",
    page: graphql,
    found: ({ provider }) => provider.vocabularies.get("code")?.completeness,
    is: "open",
  },
]);
