import type { Extractor, Found } from "./extractor";
import { sectionOf, valuesOf } from "./literals";

const codes = "src/unstable-core-do-not-import/rpc/codes.ts";
const statuses = "src/unstable-core-do-not-import/http/getHTTPStatusCode.ts";

/** tRPC's codes with their statuses, and the numbers of JSON-RPC beside them. */
export const trpc: Extractor = {
  id: "trpc",
  sources: { server: { package: "@trpc/server", files: [codes, statuses], licence: "MIT; identifiers and statuses only" } },
  recorded: { code: 21, number: 17 },
  extract: (read) => {
    const table = sectionOf("JSONRPC2_TO_HTTP_CODE", read(statuses));
    const byName = new Map([...table.matchAll(/(\w+): (\d{3}),/g)].map((match) => [match[1], Number(match[2])]));
    const named = sectionOf("TRPC_ERROR_CODES_BY_KEY = {", read(codes));
    return [
      ...valuesOf(/^ {2}([A-Z_]+): -\d+/gm, named).map((code): Found => {
        const status = byName.get(code);
        return { code, source: "code", ...(status === undefined ? {} : { statuses: [status] }) };
      }),
      ...valuesOf(/^ {2}[A-Z_]+: (-\d+)/gm, named).map((code): Found => ({ code: Number(code), vocabulary: "number", source: "number" })),
    ];
  },
};
