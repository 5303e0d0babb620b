import type { Extractor } from "./extractor";
import { sectionOf, valuesOf } from "./literals";

const file = "build/src/errors.d.ts";

/** The codes of Notion's API, and those of its client. */
export const notion: Extractor = {
  id: "notion",
  sources: { sdk: { package: "@notionhq/client", files: [file], licence: "MIT; identifiers only" } },
  recorded: { api: 14, client: 3 },
  extract: (read) => [
    ...valuesOf(/= "(\w+)"/g, sectionOf("enum APIErrorCode {", read(file))).map((code) => ({ code, source: "api" })),
    ...valuesOf(/= "(\w+)"/g, sectionOf("enum ClientErrorCode {", read(file))).map((code) => ({ code, source: "client" })),
  ],
};
