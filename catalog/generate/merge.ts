import type { CodeFile, ProviderFile, SourceFile } from "../model/file";
import type { CodeValue } from "../model/types";
import type { Found } from "./extractor";

export interface Merged {
  readonly file: ProviderFile;
  /** Codes that the source names and nobody has described yet. */
  readonly undescribed: readonly CodeValue[];
  /** What keeps the result from being written. */
  readonly failures: readonly string[];
}

/**
 * What was found, in the words of the overlay. An overlay may add codes that the sources cannot give, each with its own `source`; one
 * without is a code that has gone from the source or was never there.
 */
export function merge(
  sources: Readonly<Record<string, SourceFile>>,
  recorded: Readonly<Record<string, number>>,
  found: readonly Found[],
  overlay: ProviderFile,
): Merged {
  const main = mainVocabulary(overlay);
  const keyOf = (entry: CodeFile | Found): string => JSON.stringify([entry.vocabulary ?? main, entry.code]);
  const entries = (overlay.codes ?? []).map((entry): CodeFile => (typeof entry === "object" ? entry : { code: entry }));
  const described = new Map(entries.map((entry) => [keyOf(entry), entry]));
  const unique = new Map<string, Found>();
  for (const entry of found) if (!unique.has(keyOf(entry))) unique.set(keyOf(entry), entry);
  const [first = ""] = Object.keys(sources);
  const codes = [...unique].map(([key, entry]) => inWords(entry, described.get(key), first));
  const added = entries.filter((entry) => !unique.has(keyOf(entry)));
  return {
    file: { ...overlay, sources: { ...sources, ...overlay.sources }, codes: [...codes, ...added] },
    undescribed: codes.filter((entry) => !entry.meaning).map((entry) => entry.code),
    failures: [
      ...tooFew(recorded, found),
      ...added
        .filter((entry) => entry.source === undefined)
        .map((entry) => `The overlay describes ${entry.code}, which the source does not name`),
    ],
  };
}

/** What stands in the package is its word; statuses are the overlay's where it gives some. */
function inWords({ code, vocabulary, statuses, docs, retry, from }: Found, words: CodeFile | undefined, first: string): CodeFile {
  const own = words?.status !== undefined || words?.statuses !== undefined;
  return {
    ...words,
    code,
    ...(vocabulary === undefined ? {} : { vocabulary }),
    ...(statuses === undefined || own ? {} : { statuses }),
    ...(docs === undefined ? {} : { docs }),
    ...(retry === undefined || words?.retry !== undefined ? {} : { retry }),
    source: from ?? first,
  };
}

function mainVocabulary({ vocabularies = {} }: ProviderFile): string {
  const ids = Object.keys(vocabularies);
  return ids.includes("code") ? "code" : (ids[0] ?? "code");
}

function tooFew(recorded: Readonly<Record<string, number>>, found: readonly Found[]): readonly string[] {
  return Object.entries(recorded).flatMap(([source, least]) => {
    const now = found.filter((entry) => entry.source === source).length;
    return now < least
      ? [`"${source}" gave ${now} codes, recorded are ${least}: the source has changed its form, or the pin its version`]
      : [];
  });
}
