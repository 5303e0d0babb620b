import { globMatches } from "./glob";
import { mainVocabulary } from "./shorthand";
import type { CodeEntry, CodeValue, Family, Provider, Retry, StatusEntry, Vocabulary } from "./types";

/** The entry of a code, strictly: 40001 and "40001" are two codes. Without a vocabulary, of the first that has it. */
export function codeEntry(provider: Provider, value: CodeValue, vocabulary?: string): CodeEntry | undefined {
  const tables = tablesOf(provider);
  return vocabulary === undefined ? tables.all.get(value) : tables.byVocabulary.get(vocabulary)?.get(value);
}

/** The entries of one vocabulary, or of all, in the order of the catalog. */
export function codesOf(provider: Provider, vocabulary?: string): readonly CodeEntry[] {
  if (vocabulary === undefined) return provider.codes;
  return [...(tablesOf(provider).byVocabulary.get(vocabulary)?.values() ?? [])];
}

/** The vocabulary of that id; without an id, `code` or else the first. */
export function vocabularyOf(provider: Provider, id?: string): Vocabulary | undefined {
  const name = id ?? mainVocabulary(provider.vocabularies);
  return name === undefined ? undefined : provider.vocabularies.get(name);
}

/** The family that a code falls in: `"auth/new-code"` in `auth/*`, 30007 in 30001–30999. */
export function familyOf(provider: Provider, value: CodeValue, vocabulary?: string): Family | undefined {
  return provider.families.find((family) => {
    if (vocabulary !== undefined && family.vocabulary !== vocabulary) return false;
    if (family.range) return typeof value === "number" && family.range[0] <= value && value <= family.range[1];
    return family.glob !== undefined && typeof value === "string" && globMatches(family.glob, value);
  });
}

export const inFamily = (provider: Provider, value: CodeValue, vocabulary?: string): boolean =>
  familyOf(provider, value, vocabulary) !== undefined;

/** What the provider says of a status, or else of its class. */
export function statusEntry(provider: Provider, status: number): StatusEntry | undefined {
  return provider.statuses.get(status) ?? classEntry(provider, status);
}

export interface Outcome {
  readonly code?: CodeValue | undefined;
  readonly vocabulary?: string | undefined;
  readonly status?: number | undefined;
}

export interface RetryAnswer {
  readonly retry: Retry;
  readonly from: "code-status" | "code" | "family" | "status" | "class" | "none";
}

/**
 * Whether and how to repeat a call that ended so. The nearest that says something decides: the code at this status, the code, its
 * family, the status, its class. Where none does the answer stays `unspecified`, with what the nearest noted about it.
 */
export function retryFor(provider: Provider, { code, vocabulary, status }: Outcome): RetryAnswer {
  const entry = code === undefined ? undefined : codeEntry(provider, code, vocabulary);
  const candidates: readonly (readonly [RetryAnswer["from"], Retry | undefined])[] = [
    ["code-status", status === undefined ? undefined : entry?.byStatus.get(status)?.retry],
    ["code", entry?.retry],
    ["family", code === undefined ? undefined : familyOf(provider, code, vocabulary)?.retry],
    ["status", status === undefined ? undefined : provider.statuses.get(status)?.retry],
    ["class", status === undefined ? undefined : classEntry(provider, status)?.retry],
  ];
  let silent: Retry | undefined;
  for (const [from, retry] of candidates) {
    if (retry && retry.policy !== "unspecified") return { retry, from };
    silent ??= retry;
  }
  return { retry: silent ?? { policy: "unspecified", basis: "none" }, from: "none" };
}

function classEntry(provider: Provider, status: number): StatusEntry | undefined {
  if (status >= 400 && status < 500) return provider.statusClasses.get("4xx");
  return status >= 500 && status < 600 ? provider.statusClasses.get("5xx") : undefined;
}

interface Tables {
  readonly all: ReadonlyMap<CodeValue, CodeEntry>;
  readonly byVocabulary: ReadonlyMap<string, ReadonlyMap<CodeValue, CodeEntry>>;
}

const tables = new WeakMap<Provider, Tables>();

function tablesOf(provider: Provider): Tables {
  let found = tables.get(provider);
  if (!found) {
    found = makeTables(provider);
    tables.set(provider, found);
  }
  return found;
}

function makeTables(provider: Provider): Tables {
  const all = new Map<CodeValue, CodeEntry>();
  const byVocabulary = new Map([...provider.vocabularies.keys()].map((id) => [id, new Map<CodeValue, CodeEntry>()]));
  for (const entry of provider.codes) {
    if (!all.has(entry.code)) all.set(entry.code, entry);
    byVocabulary.get(entry.vocabulary)?.set(entry.code, entry);
  }
  return { all, byVocabulary };
}

export { messageSample, messageSamples } from "./message";
