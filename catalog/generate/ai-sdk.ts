import type { Extractor } from "./extractor";
import { valuesOf } from "./literals";

const file = "dist/index.js";

/** The names of the errors of the AI SDK and of what its providers throw. */
export const aiSdk: Extractor = {
  id: "ai-sdk",
  sources: {
    sdk: { package: "ai", files: [file], licence: "Apache-2.0; identifiers only" },
    provider: { package: "@ai-sdk/provider", files: [file], licence: "Apache-2.0; identifiers only" },
  },
  recorded: { sdk: 24, provider: 18 },
  extract: (read) => [
    ...valuesOf(/\bname\S* = "(AI_\w+)"/g, read(file)).map((code) => ({ code, source: "sdk" })),
    ...valuesOf(/\bname\S* = "(AI_\w+)"/g, read(file, "provider")).map((code) => ({ code, source: "provider", from: "provider" })),
  ],
};
