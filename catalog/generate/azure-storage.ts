import type { Extractor } from "./extractor";
import { sectionOf, valuesOf } from "./literals";

const file = "dist/commonjs/generated/src/models/index.d.ts";

/** The error codes of Azure Storage, as the client for blobs knows them. */
export const azureStorage: Extractor = {
  id: "azure-storage",
  sources: { sdk: { package: "@azure/storage-blob", files: [file], licence: "MIT; identifiers only" } },
  recorded: { code: 114 },
  extract: (read) =>
    valuesOf(/= "(\w+)"/g, sectionOf("enum KnownStorageErrorCode {", read(file))).map((code) => ({ code, source: "code" })),
};
