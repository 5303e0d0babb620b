import type { Extractor, Found } from "./extractor";

/** The server SDK: one file has the codes of most services, without the service's name that comes before them. */
export const firebaseAdmin: Extractor = {
  id: "firebase-admin",
  sources: {
    package: {
      package: "firebase-admin",
      files: ["lib/utils/error.js"],
      licence: "Apache-2.0; identifiers only",
    },
  },
  recorded: { auth: 95, messaging: 19, app: 11 },
  extract: (read) => adminCodes(read("lib/utils/error.js")),
};

/** `AuthClientErrorCode.USER_NOT_FOUND = { code: 'user-not-found',` is auth/user-not-found. */
export function adminCodes(text: string): readonly Found[] {
  return [
    ...["auth", "messaging"].flatMap((service) =>
      named(service, `${capital(service)}ClientErrorCode\\.\\w+ = \\{\\s+code: '([\\w-]+)'`, text),
    ),
    ...named("app", "AppErrorCodes\\.\\w+ = '([\\w-]+)'", text),
  ];
}

const named = (source: string, pattern: string, text: string): readonly Found[] =>
  [...text.matchAll(new RegExp(pattern, "g"))].map((match) => ({ code: `${source}/${match[1]}`, source }));

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
