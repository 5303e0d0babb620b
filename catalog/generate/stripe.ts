import type { Extractor, Found } from "./extractor";
import { literalsOf } from "./literals";

/** Stripe's codes and types as the types of its SDK name them, and the SDK's own classes of errors. */
export const stripe: Extractor = {
  id: "stripe",
  sources: {
    sdk: {
      package: "stripe",
      files: ["esm/Error.d.ts", "esm/Types.d.ts", "esm/resources/PaymentIntents.d.ts"],
      licence: "MIT; identifiers only",
    },
  },
  recorded: { code: 209, type: 32, class: 37 },
  extract: (read) => stripeCodes(read("esm/resources/PaymentIntents.d.ts"), read("esm/Types.d.ts"), read("esm/Error.d.ts")),
};

export function stripeCodes(intents: string, types: string, errors: string): readonly Found[] {
  const codes = literalsOf("Code", intents.slice(intents.indexOf("namespace LastPaymentError")));
  const classes = [...errors.matchAll(/export declare class (\w+Error) extends/g)].map((match) => match[1] ?? "");
  return [
    ...codes.map((code): Found => ({ code, source: "code" })),
    ...literalsOf("RawErrorType", types).map((code): Found => ({ code, vocabulary: "type", source: "type" })),
    ...classes.map((code): Found => ({ code, vocabulary: "class", source: "class" })),
  ];
}
