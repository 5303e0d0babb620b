import type { Extractor } from "./extractor";
import { literalsOf } from "./literals";

/** The names of errors that Resend's SDK gives. */
export const resend: Extractor = {
  id: "resend",
  sources: { sdk: { package: "resend", files: ["dist/index.d.cts"], licence: "MIT; identifiers only" } },
  recorded: { code: 21 },
  extract: (read) => literalsOf("RESEND_ERROR_CODE_KEY", read("dist/index.d.cts")).map((code) => ({ code, source: "code" })),
};
