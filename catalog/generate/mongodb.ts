import type { Extractor, Found } from "./extractor";

/** The codes that MongoDB's driver for Node.js decides by, its labels, and the names of its classes. */
export const mongodb: Extractor = {
  id: "mongodb",
  sources: { driver: { package: "mongodb", files: ["lib/error.js"], licence: "Apache-2.0; identifiers only" } },
  recorded: { code: 28, label: 11, class: 40 },
  extract: (read) => mongoCodes(read("lib/error.js")),
};

export function mongoCodes(script: string): readonly Found[] {
  const codes = [...table("MONGODB_ERROR_CODES", script).matchAll(/: (\d+)/g)].map((match) => Number(match[1]));
  const labels = [...table("MongoErrorLabel", script).matchAll(/: '(\w+)'/g)].map((match) => match[1] ?? "");
  const classes = [...script.matchAll(/^class (Mongo\w*Error) extends/gm)].map((match) => match[1] ?? "");
  return [
    ...codes.map((code): Found => ({ code, source: "code" })),
    ...labels.map((code): Found => ({ code, vocabulary: "label", source: "label" })),
    ...classes.map((code): Found => ({ code, vocabulary: "name", source: "class" })),
  ];
}

/** What stands between the brackets of `exports.name = Object.freeze({ … })`. */
function table(name: string, script: string): string {
  const start = script.indexOf(`exports.${name} = Object.freeze({`);
  return start < 0 ? "" : script.slice(start, script.indexOf("})", start));
}
