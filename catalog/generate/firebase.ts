import type { Extractor, Found } from "./extractor";
import { literalsOf } from "./literals";

const licence = "Apache-2.0; identifiers only";

/** The client SDK: each service puts its name before its codes, except Firestore. */
export const firebase: Extractor = {
  id: "firebase",
  sources: {
    auth: { package: "@firebase/auth", files: ["dist/auth-public.d.ts"], licence },
    firestore: { package: "@firebase/firestore", files: ["dist/index.d.ts"], licence },
    storage: { package: "@firebase/storage", files: ["dist/storage-public.d.ts"], licence },
    functions: { package: "@firebase/functions", files: ["dist/functions-public.d.ts"], licence },
    messaging: { package: "@firebase/messaging", files: ["dist/index.cjs.js"], licence },
    app: { package: "@firebase/app", files: ["dist/index.cjs.js"], licence },
  },
  recorded: { auth: 106, firestore: 16, storage: 25, functions: 16, messaging: 22, app: 14 },
  extract: (read) => [
    ...found("auth", authCodes(read("dist/auth-public.d.ts"))),
    ...found("firestore", literalsOf("FirestoreErrorCode", read("dist/index.d.ts", "firestore"))),
    ...found("storage", prefixed("storage/", enumValues("StorageErrorCode", read("dist/storage-public.d.ts", "storage")))),
    ...found(
      "functions",
      prefixed(
        "functions/",
        literalsOf("FunctionsErrorCodeCore", read("dist/functions-public.d.ts", "functions")).filter((code) => code !== "ok"),
      ),
    ),
    ...found("messaging", prefixed("messaging/", messageKeys("ErrorCode", read("dist/index.cjs.js", "messaging")))),
    ...found("app", prefixed("app/", messageKeys("AppError", read("dist/index.cjs.js", "app")))),
  ],
};

const found = (source: string, codes: readonly string[]): readonly Found[] => codes.map((code) => ({ code, source, from: source }));

const prefixed = (prefix: string, codes: readonly string[]): readonly string[] => codes.map((code) => prefix + code);

/** `readonly ARGUMENT_ERROR: "auth/argument-error";` */
const authCodes = (text: string): readonly string[] =>
  [...text.matchAll(/readonly \w+: "(auth\/[\w-]+)";/g)].map((match) => match[1] ?? "");

/** `UNKNOWN = "unknown",` in an enum. */
function enumValues(name: string, text: string): readonly string[] {
  const start = text.indexOf(`enum ${name} {`);
  const end = text.indexOf("}", start);
  return start < 0 ? [] : [...text.slice(start, end).matchAll(/= "([\w-]+)"/g)].map((match) => match[1] ?? "");
}

/** The keys of the table of messages: "no-app" in brackets, its name in the enum as a comment behind it. */
const messageKeys = (name: string, text: string): readonly string[] =>
  [...text.matchAll(new RegExp(`\\["([\\w-]+)" /\\* ${name}\\.\\w+ \\*/\\]:`, "g"))].map((match) => match[1] ?? "");
