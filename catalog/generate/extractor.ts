import type { CodeValue } from "../model/types";
import type { Pinned } from "./pinned";

/** A code that a source names, with where it came from: `{ code: "ENOENT", source: "system", docs: "https://…" }`. */
export interface Found {
  readonly code: CodeValue;
  /** Which part of the pinned source named it; a key of `recorded`. */
  readonly source: string;
  readonly docs?: string;
}

/** Takes the codes of one provider out of one pinned package. Meanings come from `catalog/overlays/<id>.json`, written by hand. */
export interface Extractor {
  readonly id: string;
  readonly pinned: Pinned;
  /** Files of the package that it reads. */
  readonly files: readonly string[];
  readonly licence: string;
  /** How many codes each part gave last time. Fewer are a failure: the source has changed its form. */
  readonly recorded: Readonly<Record<string, number>>;
  /** `read` gives a file as Latin-1 text. */
  extract(read: (file: string) => string): readonly Found[];
}
