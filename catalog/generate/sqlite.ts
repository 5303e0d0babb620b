import type { Extractor } from "./extractor";
import { valuesOf } from "./literals";

/** The result codes of SQLite by their names, as better-sqlite3 throws them. */
export const sqlite: Extractor = {
  id: "sqlite",
  sources: { driver: { package: "better-sqlite3", files: ["src/util/constants.cpp"], licence: "MIT; identifiers only" } },
  recorded: { code: 107 },
  extract: (read) => valuesOf(/"(SQLITE_\w+)"/g, read("src/util/constants.cpp")).map((code) => ({ code, source: "code" })),
};
