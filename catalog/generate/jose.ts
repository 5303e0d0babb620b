import type { Extractor } from "./extractor";
import { literalsOf } from "./literals";

const file = "dist/types/util/errors.d.ts";

/** The codes of the errors of jose. */
export const jose: Extractor = {
  id: "jose",
  sources: { package: { package: "jose", files: [file], licence: "MIT; identifiers only" } },
  recorded: { code: 15 },
  extract: (read) => literalsOf("JOSEErrorCode", read(file)).map((code) => ({ code, source: "code" })),
};
