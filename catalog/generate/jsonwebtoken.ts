import type { Extractor } from "./extractor";
import { valuesOf } from "./literals";

const files = ["JsonWebTokenError", "NotBeforeError", "TokenExpiredError"].map((name) => `lib/${name}.js`);

/** The names of the errors of jsonwebtoken. */
export const jsonwebtoken: Extractor = {
  id: "jsonwebtoken",
  sources: { package: { package: "jsonwebtoken", files, licence: "MIT; identifiers only" } },
  recorded: { name: 3 },
  extract: (read) =>
    valuesOf(/this\.name = '(\w+)'/g, files.map((file) => read(file)).join("\n")).map((code) => ({ code, source: "name" })),
};
