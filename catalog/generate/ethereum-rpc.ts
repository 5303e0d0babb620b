import type { Extractor } from "./extractor";
import { valuesOf } from "./literals";

const file = "dist/error-constants.cjs";

/** The numbers of JSON-RPC, EIP-1474 and EIP-1193, as MetaMask's package of errors has them. */
export const ethereumRpc: Extractor = {
  id: "ethereum-rpc",
  sources: { package: { package: "@metamask/rpc-errors", files: [file], licence: "MIT; identifiers only" } },
  recorded: { code: 16 },
  extract: (read) => valuesOf(/^ {8}\w+: (-?\d+),/gm, read(file)).map((code) => ({ code: Number(code), source: "code" })),
};
