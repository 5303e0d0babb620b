import type { Extractor, Found } from "./extractor";
import { literalsOf } from "./literals";

/** Codes and class names of the Auth client, and the codes of the vector buckets of Storage. All others are the overlay's. */
export const supabase: Extractor = {
  id: "supabase",
  sources: {
    package: {
      package: "@supabase/auth-js",
      files: ["dist/main/lib/error-codes.d.ts", "dist/main/lib/errors.js"],
      licence: "MIT; identifiers only",
    },
    storage: { package: "@supabase/storage-js", files: ["dist/index.d.mts"], licence: "MIT; identifiers only" },
  },
  recorded: { code: 84, client: 3, name: 13, storage: 6 },
  extract: (read) => {
    const errors = read("dist/main/lib/errors.js");
    return [
      ...literalsOf("ErrorCode", read("dist/main/lib/error-codes.d.ts")).map((code): Found => ({ code, source: "code" })),
      ...clientCodes(errors).map((code): Found => ({ code, source: "client" })),
      ...classNames(errors).map((code): Found => ({ code, vocabulary: "name", source: "name" })),
      ...vectorCodes(read("dist/index.d.mts", "storage")).map(
        (code): Found => ({ code, vocabulary: "storage", source: "storage", from: "storage" }),
      ),
    ];
  },
};

/** `super(message, 'AuthInvalidJwtError', 400, 'invalid_jwt')` gives invalid_jwt. */
const clientCodes = (text: string): readonly string[] =>
  [...text.matchAll(/'Auth\w+Error', \w+, '(\w+)'\)/g)].map((match) => match[1] ?? "");

/** `'AuthInvalidJwtError', 400,` and `this.name = 'AuthApiError'`. */
const classNames = (text: string): readonly string[] =>
  [...text.matchAll(/(?:'(Auth\w*Error)', \w+,|this\.name = '(Auth\w*Error)')/g)].map((match) => match[1] ?? match[2] ?? "");

/** `S3VectorConflictException = "S3VectorConflictException",` in an enum. */
function vectorCodes(text: string): readonly string[] {
  const start = text.indexOf("enum StorageVectorsErrorCode");
  const end = text.indexOf("}", start);
  return start < 0 ? [] : [...text.slice(start, end).matchAll(/= "(\w+)"/g)].map((match) => match[1] ?? "");
}
