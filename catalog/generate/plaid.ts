import type { Extractor } from "./extractor";
import { sectionOf, valuesOf } from "./literals";

/** The types of Plaid's errors. Its codes are any text to the SDK, and stand in the overlay. */
export const plaid: Extractor = {
  id: "plaid",
  sources: { sdk: { package: "plaid", files: ["dist/api.d.ts"], licence: "MIT; identifiers only" } },
  recorded: { type: 38 },
  extract: (read) =>
    valuesOf(/= "(\w+)"/g, sectionOf("enum PlaidErrorType {", read("dist/api.d.ts"))).map((code) => ({
      code,
      vocabulary: "type",
      source: "type",
    })),
};
