import type { Extractor } from "./extractor";
import { sectionOf, valuesOf } from "./literals";

/** The numbers of Discord's errors as the types of its API name them. */
export const discord: Extractor = {
  id: "discord",
  sources: { types: { package: "discord-api-types", files: ["rest/common.d.ts"], licence: "MIT; identifiers only" } },
  recorded: { code: 243 },
  extract: (read) =>
    valuesOf(/^ {4}\w+ = (\d+)/gm, sectionOf("enum RESTJSONErrorCodes {", withoutComments(read("rest/common.d.ts")))).map((code) => ({
      code: Number(code),
      source: "code",
    })),
};

/** They have links in brackets. */
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, "");
