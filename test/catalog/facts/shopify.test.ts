import { codePaths, facts, ofCodes, ofStatuses } from "./facts";

const graphql = "https://shopify.dev/docs/api/admin-graphql/latest";
const client = "https://github.com/Shopify/shopify-app-js/blob/main/packages/api-clients/graphql-client/src/graphql-client/http-fetch.ts";
const rest = "https://shopify.dev/docs/api/usage/response-codes";

facts("shopify", [
  ...ofCodes([
    ["a query without points left is THROTTLED", graphql, "THROTTLED", [], "backoff"],
    ["a query that costs too much by itself is MAX_COST_EXCEEDED", graphql, "MAX_COST_EXCEEDED", [], "fix-first"],
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
    ["the client waits after a 429 as Retry-After says", client, 429, "after-header-else-backoff"],
    ["402 is a shop whose owner has to pay", rest, 402, "fix-first"],
    ["423 is a locked shop", rest, 423, "fix-first"],
    ["500 is an error of Shopify, to be simplified or repeated", rest, 500, "backoff"],
    ["501 is an endpoint that the shop does not have", rest, 501, "never"],
    ["540 is switched off for now, and back shortly", rest, 540, "backoff"],
  ]),
  {
    says: "there are more codes than the page shows",
    page: graphql,
    found: ({ provider }) => provider.vocabularies.get("code")?.completeness,
    is: "open",
  },
]);
