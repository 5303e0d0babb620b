import type { Catalog, RetrierEntry } from "./catalog";
import type { ProviderFile } from "./file";
import { hashOf } from "./hash";
import { normalise } from "./normalise";
import { type Retrier, readRetrier, retrierFor } from "./retrier";
import type { RetrierFile } from "./retrier-file";
import { mainVocabulary } from "./shorthand";
import type { CodeValue, Completeness, Provider } from "./types";

/** What is known of all providers without loading one: `dist/catalog/index.json`, plain JSON. */
export interface IndexFile {
  readonly version: 1;
  /** Changes with every change of what any provider says. */
  readonly revision: string;
  readonly providers: readonly IndexEntry[];
  /** Places in `providers`, for each code: `[["not_found", [2, 5]], [40001, [3]]]`. */
  readonly codes: readonly (readonly [CodeValue, readonly number[]])[];
  readonly retriers: readonly RetrierEntry[];
}

export interface IndexEntry {
  readonly id: string;
  readonly name: string;
  readonly docs?: string;
  readonly hosts: readonly string[];
  readonly imports: readonly string[];
  /** Names of error classes. */
  readonly classes: readonly string[];
  /** How many codes it has. */
  readonly codes: number;
  /** How many statuses it describes. */
  readonly statuses: number;
  /** Completeness of its main vocabulary; of its statuses where it has no codes. */
  readonly vocabulary: Completeness;
  /** Its codes come from the network or the platform, and can stand on any failed request. */
  readonly transport?: true;
  readonly extends?: string;
}

export function buildIndex(providers: readonly Provider[], retriers: readonly Retrier[] = []): IndexFile {
  const sorted = [...providers].sort((a, b) => order(a.name.toLowerCase(), b.name.toLowerCase()) || order(a.id, b.id));
  const codes = new Map<CodeValue, number[]>();
  sorted.forEach((provider, place) => {
    for (const code of new Set(provider.codes.map((entry) => entry.code))) {
      const places = codes.get(code);
      if (places) places.push(place);
      else codes.set(code, [place]);
    }
  });
  return {
    version: 1,
    revision: hashOf(retriers.length > 0 ? [sorted, retriers] : sorted),
    providers: sorted.map(entryOf),
    codes: [...codes],
    retriers: retriers.map(({ id, imports, packages }) => ({ id, imports, packages })),
  };
}

/** A provider of `dist/catalog/providers/<id>.json`: there it stands as people wrote it, validated when it was built. */
export const readProvider = (json: string): Provider => normalise(JSON.parse(json) as ProviderFile);

/** The same for a retry library of `dist/catalog/retriers/<id>.json`. */
export const readRetrierText = (json: string): Retrier => readRetrier(JSON.parse(json) as RetrierFile);

/**
 * The bundled providers of the index, of which `loaded` holds those that are loaded (it may grow later), and a workspace's own. An
 * own one hides a bundled one of the same id only if it extends it; else it is left out (and `validateProvider` says so). Retry
 * libraries are bundled ones alone; `retriers` holds those that are loaded.
 */
export function createCatalog(
  index: IndexFile,
  loaded: ReadonlyMap<string, Provider>,
  own: readonly Provider[] = [],
  retriers: ReadonlyMap<string, Retrier> = new Map(),
): Catalog {
  const bundledIds = new Set(index.providers.map((entry) => entry.id));
  const mine = new Map(own.filter((p) => !bundledIds.has(p.id) || p.extends === p.id).map((provider) => [provider.id, provider]));
  const ownIndex = buildIndex([...mine.values()]);
  const bundled = index.providers.filter((entry) => !mine.has(entry.id));
  const entries = [...ownIndex.providers, ...bundled];
  const ids = [...entries].sort((a, b) => order(a.name.toLowerCase(), b.name.toLowerCase())).map((entry) => entry.id);
  const known = new Set(ids);
  const hosts = hostTable(entries);
  const imports = importTable(entries);
  const codes = codeTable([ownIndex, index], (part, id) => part === ownIndex || !mine.has(id));
  return {
    ids,
    transports: entries.filter((entry) => entry.transport).map((entry) => entry.id),
    revision: mine.size > 0 ? `${index.revision}+${ownIndex.revision}` : index.revision,
    has: (id) => known.has(id),
    provider: (id) => mine.get(id) ?? (known.has(id) ? (loaded.get(id) ?? "unloaded") : undefined),
    byHost: (host) => hosts.exact.get(host) ?? hosts.below.find(([suffix]) => host.endsWith(suffix))?.[1],
    byImport: (specifier) => imports(specifier),
    byCode: (code) => codes().get(code) ?? [],
    retrier: (id) => retriers.get(id) ?? (index.retriers.some((entry) => entry.id === id) ? "unloaded" : undefined),
    retrierByImport: (specifier) => retrierFor(index.retriers, specifier),
  };
}

function entryOf(provider: Provider): IndexEntry {
  const main = mainVocabulary(provider.vocabularies);
  const vocabulary = main === undefined ? undefined : provider.vocabularies.get(main);
  return {
    id: provider.id,
    name: provider.name,
    ...(provider.docs === undefined ? {} : { docs: provider.docs }),
    hosts: provider.hosts,
    imports: provider.imports,
    classes: provider.errorClasses.map((entry) => entry.name),
    codes: provider.codes.length,
    statuses: provider.statuses.size,
    vocabulary: vocabulary?.completeness ?? provider.statusList,
    ...([...provider.vocabularies.values()].some((v) => v.transport) ? { transport: true } : {}),
    ...(provider.extends === undefined ? {} : { extends: provider.extends }),
  };
}

/** Exact hosts, and `*.acme.dev` as `.acme.dev`, the longest first. The first entry that names a host has it. */
function hostTable(entries: readonly IndexEntry[]) {
  const exact = new Map<string, string>();
  const below: [string, string][] = [];
  for (const { id, hosts } of entries) {
    for (const host of hosts) {
      if (host.startsWith("*.")) below.push([host.slice(1), id]);
      else if (!exact.has(host)) exact.set(host, id);
    }
  }
  return { exact, below: below.sort((a, b) => b[0].length - a[0].length) };
}

/** `"stripe"` also names `"stripe/lib/x"`; `"@aws-sdk/*"` names every package of the scope. */
function importTable(entries: readonly IndexEntry[]): (specifier: string) => readonly string[] {
  const exact = new Map<string, string[]>();
  const starting: [string, string][] = [];
  for (const { id, imports } of entries) {
    for (const name of imports) {
      if (name.endsWith("*")) starting.push([name.slice(0, -1), id]);
      else exact.set(name, [...(exact.get(name) ?? []), id]);
    }
  }
  return (specifier) => {
    const found = [...(exact.get(specifier) ?? []), ...(exact.get(packageOf(specifier)) ?? [])];
    for (const [start, id] of starting) if (specifier.startsWith(start)) found.push(id);
    return [...new Set(found)];
  };
}

function packageOf(specifier: string): string {
  const [first = "", second] = specifier.split("/");
  return first.startsWith("@") && second !== undefined ? `${first}/${second}` : first;
}

/** Made when a code is first asked for. */
function codeTable(
  parts: readonly IndexFile[],
  counts: (part: IndexFile, id: string) => boolean,
): () => ReadonlyMap<CodeValue, readonly string[]> {
  let table: Map<CodeValue, string[]> | undefined;
  return () => {
    if (table) return table;
    table = new Map();
    for (const part of parts) {
      for (const [code, places] of part.codes) {
        const ids = places.map((place) => part.providers[place]?.id ?? "").filter((id) => counts(part, id));
        if (ids.length > 0) table.set(code, [...(table.get(code) ?? []), ...ids]);
      }
    }
    return table;
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
