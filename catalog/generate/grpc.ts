import type { Extractor } from "./extractor";
import { sectionOf, valuesOf } from "./literals";

/** The numbers of gRPC's statuses, which its client for Node.js throws as `code`. */
export const grpc: Extractor = {
  id: "grpc",
  sources: { package: { package: "@grpc/grpc-js", files: ["build/src/constants.d.ts"], licence: "Apache-2.0; identifiers only" } },
  recorded: { code: 17 },
  extract: (read) =>
    valuesOf(/ = (\d+)/g, sectionOf("enum Status {", read("build/src/constants.d.ts"))).map((code) => ({
      code: Number(code),
      source: "code",
    })),
};
