import type { Extractor, Found, Read } from "./extractor";
import { literalsOf } from "./literals";

/** What the SDK's types say of the codes of failed objects and of token exchange; codes of error responses are any string there. */
export const openai: Extractor = {
  id: "openai",
  sources: {
    package: {
      package: "openai",
      files: [
        "resources/responses/responses.d.ts",
        "resources/beta/responses/responses.d.ts",
        "resources/beta/threads/runs/runs.d.ts",
        "resources/vector-stores/files.d.ts",
        "resources/shared.d.ts",
      ],
      licence: "Apache-2.0; identifiers only",
    },
  },
  recorded: { response: 20, inject: 22, run: 3, file: 3, token: 2 },
  extract: (read) => [
    ...codes("response", "resources/responses/responses.d.ts", read),
    ...codes("inject", "resources/beta/responses/responses.d.ts", read),
    ...codes("run", "resources/beta/threads/runs/runs.d.ts", read),
    ...codes("file", "resources/vector-stores/files.d.ts", read),
    ...literalsOf("OAuthErrorCode", read("resources/shared.d.ts")).map((code): Found => ({ code, source: "token" })),
  ],
};

/** `code: 'server_error' | 'invalid_file';` at every place of the file. */
const codes = (source: string, file: string, read: Read): readonly Found[] =>
  [...read(file).matchAll(/\bcode: ('[^;]+);/g)]
    .flatMap((match) => [...(match[1] ?? "").matchAll(/'([^']+)'/g)])
    .map((match): Found => ({ code: match[1] ?? "", source }));
