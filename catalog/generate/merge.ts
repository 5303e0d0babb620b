import type { CodeFile, ProviderFile } from "../model/file";
import type { CodeValue } from "../model/types";
import type { Extractor, Found } from "./extractor";

export interface Merged {
  readonly file: ProviderFile;
  /** Codes that the source names and nobody has described yet. */
  readonly undescribed: readonly CodeValue[];
  /** What keeps the result from being written. */
  readonly failures: readonly string[];
}

/**
 * What was found, in the words of the overlay. An overlay may add codes that the source cannot give, each with its own `source`; one
 * without is a code that has gone from the source or was never there.
 */
export function merge(
  extractor: Pick<Extractor, "pinned" | "licence" | "files" | "recorded">,
  found: readonly Found[],
  overlay: ProviderFile,
  date: string,
): Merged {
  const entries = (overlay.codes ?? []).map((entry): CodeFile => (typeof entry === "object" ? entry : { code: entry }));
  const described = new Map(entries.map((entry) => [entry.code, entry]));
  const unique = found.filter((entry, place) => found.findIndex((other) => other.code === entry.code) === place);
  const codes = unique.map(
    (entry): CodeFile => ({
      ...described.get(entry.code),
      code: entry.code,
      ...(entry.docs === undefined ? {} : { docs: entry.docs }),
      source: "program",
    }),
  );
  const known = new Set<CodeValue>(unique.map((entry) => entry.code));
  const added = entries.filter((entry) => !known.has(entry.code));
  return {
    file: { ...overlay, sources: { program: sourceOf(extractor, date), ...overlay.sources }, codes: [...codes, ...added] },
    undescribed: codes.filter((entry) => !entry.meaning).map((entry) => entry.code),
    failures: [
      ...tooFew(extractor.recorded, found),
      ...added
        .filter((entry) => entry.source === undefined)
        .map((entry) => `The overlay describes ${entry.code}, which the source does not name`),
    ],
  };
}

function tooFew(recorded: Readonly<Record<string, number>>, found: readonly Found[]): readonly string[] {
  return Object.entries(recorded).flatMap(([source, least]) => {
    const now = found.filter((entry) => entry.source === source).length;
    return now < least
      ? [`"${source}" gave ${now} codes, recorded are ${least}: the source has changed its form, or the pin its version`]
      : [];
  });
}

function sourceOf(
  { pinned, licence, files }: Pick<Extractor, "pinned" | "licence" | "files">,
  date: string,
): NonNullable<ProviderFile["sources"]>[string] {
  return {
    kind: "npm",
    package: pinned.name,
    version: pinned.version,
    sha256: pinned.sha256,
    file: files.join(", "),
    retrieved: date,
    licence,
  };
}
