import type { Extractor } from "./extractor";
import { valuesOf } from "./literals";

const file = "dist/esm/errors/index.js";

/** The codes that Apollo Server puts into the extensions of errors. */
export const apollo: Extractor = {
  id: "apollo",
  sources: { server: { package: "@apollo/server", files: [file], licence: "MIT; identifiers only" } },
  recorded: { code: 10 },
  extract: (read) => valuesOf(/ErrorCode\["\w+"\] = "(\w+)"/g, read(file)).map((code) => ({ code, source: "code" })),
};
