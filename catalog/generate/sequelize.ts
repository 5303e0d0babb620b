import type { Extractor } from "./extractor";
import { valuesOf } from "./literals";

const files = [
  "aggregate-error.js",
  "association-error.js",
  "base-error.js",
  "bulk-record-error.js",
  "connection-error.js",
  "connection/access-denied-error.js",
  "connection/connection-acquire-timeout-error.js",
  "connection/connection-refused-error.js",
  "connection/connection-timed-out-error.js",
  "connection/host-not-found-error.js",
  "connection/host-not-reachable-error.js",
  "connection/invalid-connection-error.js",
  "database-error.js",
  "database/exclusion-constraint-error.js",
  "database/foreign-key-constraint-error.js",
  "database/timeout-error.js",
  "database/unknown-constraint-error.js",
  "eager-loading-error.js",
  "empty-result-error.js",
  "instance-error.js",
  "optimistic-lock-error.js",
  "query-error.js",
  "sequelize-scope-error.js",
  "validation-error.js",
  "validation/unique-constraint-error.js",
].map((name) => `lib/errors/${name}`);

/** The names of the errors of Sequelize. */
export const sequelize: Extractor = {
  id: "sequelize",
  sources: { package: { package: "sequelize", files, licence: "MIT; identifiers only" } },
  recorded: { name: 24 },
  extract: (read) =>
    valuesOf(/this\.name = "(Sequelize\w+)"/g, files.map((file) => read(file)).join("\n")).map((code) => ({ code, source: "name" })),
};
