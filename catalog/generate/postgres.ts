import type { Extractor, Found } from "./extractor";

/** PostgreSQL's SQLSTATE codes, as pg-error-enum takes them from the server's own list. */
export const postgres: Extractor = {
  id: "postgres",
  sources: { enum: { package: "pg-error-enum", files: ["dist/PostgresError.js"], licence: "MIT; identifiers only" } },
  recorded: { enum: 262 },
  extract: (read) => sqlStates(read("dist/PostgresError.js")),
};

/** `PostgresError["UNIQUE_VIOLATION"] = "23505";` is `23505`. Several names may have one code. */
export function sqlStates(script: string): readonly Found[] {
  const codes = [...script.matchAll(/PostgresError\["\w+"\] = "([0-9A-Z]{5})"/g)].map((match) => match[1] ?? "");
  return [...new Set(codes)].map((code) => ({ code, source: "enum" }));
}
