import { retryFor } from "../../catalog/model/lookup";
import type { CodeEntry, Provider, Retry } from "../../catalog/model/types";
import type { Lens } from "../core/analysis";
import type { CodeRow, MissingCode } from "./protocol";

/** The codes that a lens is about, each with its retry in words and in a word. */
export const missingCodes = (
  { provider, missing }: Lens,
  retryText: (retry: Retry) => string,
  retryWord: (retry: Retry) => string,
): readonly MissingCode[] =>
  missing.map((entry) => ({ ...codeRow(provider, entry, retryText), retryWord: retryWord(retryOf(provider, entry)) }));

/** One code as lists show it. */
export function codeRow(provider: Provider, entry: CodeEntry, retryText: (retry: Retry) => string): CodeRow {
  const retry = retryOf(provider, entry);
  return {
    code: String(entry.code),
    provider: provider.name,
    statuses: entry.statuses,
    meaning: entry.meaning,
    action: entry.action,
    retry: retry.note === undefined ? retryText(retry) : `${retryText(retry)}. ${retry.note}`,
    ...(entry.docs === undefined ? {} : { docs: entry.docs }),
  };
}

const retryOf = (provider: Provider, { code, vocabulary, statuses }: CodeEntry): Retry =>
  retryFor(provider, { code, vocabulary, status: statuses[0] }).retry;
