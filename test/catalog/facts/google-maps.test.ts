import { codePaths, facts, ofCodes } from "./facts";

const geocoding = "https://developers.google.com/maps/documentation/geocoding/requests-geocoding#StatusCodes";
const directions = "https://developers.google.com/maps/documentation/directions/get-directions#StatusCodes";

facts("google-maps", [
  { says: "the status is in the body", page: geocoding, found: (known) => codePaths(known, "body"), is: ["status"] },
  ...ofCodes([
    ["ZERO_RESULTS is an empty result", geocoding, "ZERO_RESULTS", [], "never"],
    ["OVER_DAILY_LIMIT is a matter of key or billing", geocoding, "OVER_DAILY_LIMIT", [], "fix-first"],
    ["OVER_QUERY_LIMIT is a quota", geocoding, "OVER_QUERY_LIMIT", [], "backoff"],
    ["REQUEST_DENIED is a denial", geocoding, "REQUEST_DENIED", [], "fix-first"],
    ["INVALID_REQUEST lacks a parameter", geocoding, "INVALID_REQUEST", [], "fix-first"],
    ["UNKNOWN_ERROR may work on a repeat", geocoding, "UNKNOWN_ERROR", [], "backoff"],
    ["NOT_FOUND is a place that could not be geocoded", directions, "NOT_FOUND", [], "fix-first"],
    ["MAX_WAYPOINTS_EXCEEDED is too many waypoints", directions, "MAX_WAYPOINTS_EXCEEDED", [], "fix-first"],
    ["MAX_ROUTE_LENGTH_EXCEEDED is a route that is too long", directions, "MAX_ROUTE_LENGTH_EXCEEDED", [], "fix-first"],
  ]),
]);
