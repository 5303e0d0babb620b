import type { RetryFile } from "../model/file";
import type { CodeValue } from "../model/types";
import type { Pinned } from "./pinned";

/** A code that a source names, with where it came from: `{ code: "ENOENT", source: "system", docs: "https://…" }`. */
export interface Found {
  readonly code: CodeValue;
  /** The overlay's main vocabulary where it is left out. */
  readonly vocabulary?: string;
  /** Which part of the pinned source named it; a key of `recorded`. */
  readonly source: string;
  /** Key of `sources`: the first where it is left out. */
  readonly from?: string;
  readonly statuses?: readonly number[];
  readonly docs?: string;
  /** What the package itself does; the overlay's policy goes before it. */
  readonly retry?: RetryFile;
}

/** Takes the codes of one provider out of pinned packages. Meanings come from `catalog/overlays/<id>.json`, written by hand. */
export interface Extractor {
  readonly id: string;
  /** By the keys that they have among the `sources` of the file. */
  readonly sources: Readonly<Record<string, PackageFiles>>;
  /** How many codes each part gave last time. Fewer are a failure: the source has changed its form. */
  readonly recorded: Readonly<Record<string, number>>;
  extract(read: Read): readonly Found[];
}

export interface PackageFiles {
  /** `"stripe"`, as `packages/package.json` names it, or an archive by its content. */
  readonly package: string | Pinned;
  /** Files of the package that are read. */
  readonly files: readonly string[];
  readonly licence: string;
}

/** Gives a file as Latin-1 text, of the first source where none is named. */
export type Read = (file: string, source?: string) => string;
