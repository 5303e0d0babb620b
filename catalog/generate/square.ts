import type { Extractor } from "./extractor";
import { sectionOf, valuesOf } from "./literals";

const codes = "api/types/ErrorCode.d.ts";
const categories = "api/types/ErrorCategory.d.ts";

/** The codes and categories of Square's API, as its SDK has them. */
export const square: Extractor = {
  id: "square",
  sources: { sdk: { package: "square", files: [codes, categories], licence: "MIT; identifiers only" } },
  recorded: { code: 164, category: 8 },
  extract: (read) => [
    ...valuesOf(/: "(\w+)"/g, sectionOf("ErrorCode: {", read(codes))).map((code) => ({ code, source: "code" })),
    ...valuesOf(/: "(\w+)"/g, sectionOf("ErrorCategory: {", read(categories))).map((code) => ({
      code,
      vocabulary: "category",
      source: "category",
    })),
  ],
};
