import type { ProviderFile } from "../model/file";

/** What an import found: a provider without its id, and what a person should know of how it was found. */
export interface Imported {
  readonly file: ProviderFile;
  /** Sentences without a full stop. */
  readonly notes: readonly string[];
}

/** What was read, or what keeps it from being read; with its line (from 1) where there is one. */
export type Read = Imported | { readonly problem: string; readonly line?: number };

/** Thrown where a text cannot be imported, in one sentence; the readers give it as a `problem`. */
export class ImportError extends Error {
  constructor(
    message: string,
    readonly line?: number,
  ) {
    super(message);
  }
}
