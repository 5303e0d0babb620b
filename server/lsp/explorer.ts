/** What the explorer of error codes, the search and the pages of providers show. Loaded with the first request for it. */
import type { CancellationToken, Location } from "vscode-languageserver";
import { HTTP } from "../../catalog/model/catalog";
import { retryFor } from "../../catalog/model/lookup";
import { mainVocabulary } from "../../catalog/model/shorthand";
import type { CodeEntry, Provider } from "../../catalog/model/types";
import { type Searched, searchCodes } from "../project/code-search";
import { type KnownProvider, knownProviders } from "../project/known-providers";
import { codeRow } from "./codes";
import { snapshot, toRange } from "./convert";
import type { Core } from "./core";
import type { Documents } from "./documents";
import { breathe, stopIfCancelled } from "./guard";
import type { CodeUsesParams, FoundCode, FoundCodes, ProviderDetail, ProviderList, SearchCodesParams } from "./protocol";
import { providerDetail, providerRow } from "./provider-view";
import { toUri } from "./uris";
import { codeKey, statusKey, type Usage } from "./usage";

export interface Explored {
  readonly core: Core;
  readonly usage: Usage;
  readonly documents: Documents;
  /** Whose catalog answers where nobody says otherwise. */
  readonly home: string;
}

/** Every provider, from the index and the workspace's own files. */
export async function listProviders({ core, usage: { tally } }: Explored): Promise<ProviderList> {
  const counts = { totals: tally.totals(), touched: tally.touched() };
  const known = await knownProviders(core.project);
  return { counting: tally.progress, providers: known.map((one) => providerRow(one, counts)) };
}

/** One provider whole, which is loaded for it. */
export async function describeProvider(explored: Explored, key: string): Promise<ProviderDetail | null> {
  const { core, usage } = explored;
  const found = await resolve(explored, key);
  if (!found) return null;
  const counts = { totals: usage.tally.totals(), touched: usage.tally.touched() };
  const http = await core.project.provider(HTTP, explored.home);
  return providerDetail(found.known, found.provider, http, counts, core.features);
}

/** Loads one provider after another the first time, and lets every other message go first. */
export async function findCodes(explored: Explored, { query, limit }: SearchCodesParams, token: CancellationToken): Promise<FoundCodes> {
  const { core, usage, home } = explored;
  const all: Searched<Item>[] = [];
  for (const known of await knownProviders(core.project)) {
    const provider = await core.project.provider(known.id, known.path ?? home);
    await breathe();
    stopIfCancelled(token);
    if (provider) all.push(...tableOf(known, provider, core));
  }
  const totals = usage.tally.totals();
  const touched = usage.tally.touched();
  const usesOf = ({ known, entry }: Item): number => totals.get(codeKey(known.identity, entry.vocabulary, entry.code)) ?? 0;
  const isUsed = ({ known }: Item): boolean => touched.has(known.identity) || !known.bundled;
  const { items, total } = searchCodes(all, query, Math.min(limit, MOST), (item) => (usesOf(item) > 0 ? 2 : isUsed(item) ? 1 : 0));
  const rows = items.map((item): FoundCode => {
    const { known, provider, entry } = item;
    const { retry } = retryFor(provider, { code: entry.code, vocabulary: entry.vocabulary, status: entry.statuses[0] });
    return {
      ...codeRow(provider, entry, core.features.retryText),
      key: known.identity,
      vocabulary: entry.vocabulary,
      main: entry.vocabulary === mainVocabulary(provider.vocabularies),
      value: entry.code,
      policy: retry.policy,
      retryWord: core.features.retryWord(retry),
      uses: usesOf(item),
      used: isUsed(item),
    };
  });
  return { rows, total };
}

/** Where the workspace names a code, or a status and the codes that come with it, once everything is counted. */
export async function placesOfUses(explored: Explored, wanted: CodeUsesParams, token: CancellationToken): Promise<Location[]> {
  const { usage, documents } = explored;
  const keys = await keysOf(explored, wanted);
  const release = usage.tally.hold();
  const cancelled = token.onCancellationRequested(release);
  await usage.tally.settled();
  cancelled.dispose();
  release();
  stopIfCancelled(token);
  const files = [...new Set(keys.flatMap((key) => usage.tally.filesWith(key)))].sort();
  const found: Location[] = [];
  for (const path of files) {
    await breathe();
    stopIfCancelled(token);
    const analysis = await usage.analysisOf(path);
    if (!analysis) continue;
    const document = documents.at(path) ?? snapshot(toUri(path), 0, analysis.file.text);
    for (const { key, span } of await usage.usesIn(analysis, path))
      if (keys.includes(key)) found.push({ uri: document.uri, range: toRange(document, span) });
  }
  return found;
}

async function keysOf(explored: Explored, wanted: CodeUsesParams): Promise<readonly string[]> {
  const { key } = wanted;
  if (!("status" in wanted)) return [codeKey(key, wanted.vocabulary, wanted.code)];
  const found = await resolve(explored, key);
  const codes = found?.provider.codes.filter(({ statuses }) => statuses.includes(wanted.status)) ?? [];
  return [statusKey(key, wanted.status), ...codes.map(({ vocabulary, code }) => codeKey(key, vocabulary, code))];
}

interface Item {
  readonly known: KnownProvider;
  readonly provider: Provider;
  readonly entry: CodeEntry;
}

const MOST = 500;
const tables = new WeakMap<Provider, readonly Searched<Item>[]>();

/** Made once: a provider that changes is another object. */
function tableOf(known: KnownProvider, provider: Provider, { features }: Core): readonly Searched<Item>[] {
  const made =
    tables.get(provider) ??
    provider.codes.map((entry): Searched<Item> => {
      const { retry } = retryFor(provider, { code: entry.code, vocabulary: entry.vocabulary, status: entry.statuses[0] });
      return {
        item: { known, provider, entry },
        code: String(entry.code).toLowerCase(),
        provider: `${provider.name} ${provider.id}`.toLowerCase(),
        statuses: entry.statuses.map(String),
        words: `${entry.meaning} ${features.retryWord(retry)}`.toLowerCase(),
      };
    });
  tables.set(provider, made);
  return made;
}

async function resolve({ core: { project }, home }: Explored, key: string) {
  const known = (await knownProviders(project)).find(({ identity }) => identity === key);
  const provider = known && (await project.provider(known.id, known.path ?? home));
  return known && provider && { known, provider };
}
