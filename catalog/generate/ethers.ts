import type { Extractor } from "./extractor";
import { literalsOf } from "./literals";

const file = "lib.commonjs/utils/errors.d.ts";

/** The codes of what ethers throws. */
export const ethers: Extractor = {
  id: "ethers",
  sources: { package: { package: "ethers", files: [file], licence: "MIT; identifiers only" } },
  recorded: { code: 22 },
  extract: (read) => literalsOf("ErrorCode", read(file)).map((code) => ({ code, source: "code" })),
};
