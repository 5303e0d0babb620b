import type { Extractor } from "./extractor";
import { sectionOf, valuesOf } from "./literals";

const file = "lib/multer-error.js";

/** The codes of what multer refuses. */
export const multer: Extractor = {
  id: "multer",
  sources: { package: { package: "multer", files: [file], licence: "MIT; identifiers only" } },
  recorded: { code: 12 },
  extract: (read) => valuesOf(/^ {2}([A-Z_]+): '/gm, sectionOf("errorMessages = {", read(file))).map((code) => ({ code, source: "code" })),
};
