import type { Catalog, RetrierEntry } from "./catalog";
import { buildCodes, type CodesFile, codeTable } from "./codes";
import type { ProviderFile } from "./file";
import { hashOf } from "./hash";
import { normalise } from "./normalise";
import { type Retrier, readRetrier, retrierFor } from "./retrier";
import type { RetrierFile } from "./retrier-file";
import { mainVocabulary } from "./shorthand";
import type { Completeness, FieldRole, Provider } from "./types";

/** What is known of all providers without loading one: `dist/catalog/index.json`, plain JSON. */
export interface IndexFile {
  readonly version: 1;
  /** Changes with every change of what any provider says. */
  readonly revision: string;
  readonly providers: readonly IndexEntry[];
  readonly retriers: readonly RetrierEntry[];
}

export interface IndexEntry {
  readonly id: string;
  readonly name: string;
  readonly docs?: string;
  readonly hosts: readonly string[];
  readonly imports: readonly string[];
  /** Left out where there are none. */
  readonly globals?: readonly string[];
  /** Names of error classes. */
  readonly classes: readonly string[];
  /** Names on the way to what its errors say: `["error", "code"]`. */
  readonly fields: readonly string[];
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
  const sorted = inOrder(providers);
  return {
    version: 1,
    revision: hashOf(retriers.length > 0 ? [sorted, retriers] : sorted),
    providers: sorted.map(entryOf),
    retriers: retriers.map(({ id, imports, packages }) => ({ id, imports, packages })),
  };
}

/** The table that goes with the index. */
export const buildCodeTable = (providers: readonly Provider[]): CodesFile => buildCodes(inOrder(providers));

/** By name, whatever its case. */
const inOrder = (providers: readonly Provider[]): readonly Provider[] =>
  [...providers].sort((a, b) => order(a.name.toLowerCase(), b.name.toLowerCase()) || order(a.id, b.id));

/** A provider of `dist/catalog/providers/<id>.json`: there it stands as people wrote it, validated when it was built. */
export const readProvider = (json: string): Provider => normalise(JSON.parse(json) as ProviderFile);

/** The same for a retry library of `dist/catalog/retriers/<id>.json`. */
export const readRetrierText = (json: string): Retrier => readRetrier(JSON.parse(json) as RetrierFile);

/** What there is of the bundled data, by id: it may grow later, or be read when it is asked for. */
export interface Loaded {
  readonly providers: Pick<ReadonlyMap<string, Provider>, "get">;
  readonly retriers: Pick<ReadonlyMap<string, Retrier>, "get">;
  readonly codes: CodesFile | undefined;
}

/**
 * The bundled providers of the index, of which some are loaded, and a workspace's own. An own one hides a bundled one of the same id
 * only if it extends it; else it is left out (and `validateProvider` says so). Retry libraries are bundled ones alone.
 */
export function createCatalog(index: IndexFile, loaded: Loaded, own: readonly Provider[] = []): Catalog {
  const bundledIds = new Set(index.providers.map((entry) => entry.id));
  const mine = new Map(own.filter((p) => !bundledIds.has(p.id) || p.extends === p.id).map((provider) => [provider.id, provider]));
  const ownIndex = buildIndex([...mine.values()]);
  const bundled = index.providers.filter((entry) => !mine.has(entry.id));
  const entries = [...ownIndex.providers, ...bundled];
  const ids = [...entries].sort((a, b) => order(a.name.toLowerCase(), b.name.toLowerCase())).map((entry) => entry.id);
  const known = new Set(ids);
  const retriers = new Set(index.retriers.map((entry) => entry.id));
  const hosts = hostTable(entries);
  const imports = importTable(entries);
  const codes = codesAbove([...mine.values()], loaded);
  return {
    ids,
    transports: entries.filter((entry) => entry.transport).map((entry) => entry.id),
    revision: mine.size > 0 ? `${index.revision}+${ownIndex.revision}` : index.revision,
    fields: new Set(entries.flatMap((entry) => entry.fields)),
    has: (id) => known.has(id),
    provider: (id) => mine.get(id) ?? (known.has(id) ? (loaded.providers.get(id) ?? "unloaded") : undefined),
    byHost: (host) => hosts.exact.get(host) ?? hosts.below.find(([suffix]) => host.endsWith(suffix))?.[1],
    byImport: (specifier) => imports(specifier),
    byGlobal: remembered((name: string) => entries.find((entry) => entry.globals?.includes(name))?.id),
    byClass: remembered((name: string) => entries.filter((entry) => entry.classes.includes(name)).map((entry) => entry.id)),
    byCode: (code) => {
      const table = codes();
      return table ? (table.get(code) ?? []) : "unloaded";
    },
    retrier: (id) => (retriers.has(id) ? (loaded.retriers.get(id) ?? "unloaded") : undefined),
    retrierByImport: remembered((specifier: string) => retrierFor(index.retriers, specifier)),
  };
}

/** Files import the same packages over and over. */
function remembered<T>(find: (key: string) => T): (key: string) => T {
  const found = new Map<string, { readonly value: T }>();
  return (key) => {
    const known = found.get(key) ?? { value: find(key) };
    found.set(key, known);
    return known.value;
  };
}

const fieldsOf = ({ envelopes, paths }: Provider): readonly string[] => {
  const inBody = envelopes.flatMap(({ fields }) => fields.filter((f) => f.in === "body" && ASKED.has(f.role)));
  return [...new Set([...inBody, ...paths].flatMap(({ path }) => path))];
};

/** What code compares; the rest of a body is for people. */
const ASKED: ReadonlySet<FieldRole> = new Set(["code", "type", "status", "message"] satisfies readonly FieldRole[]);

function entryOf(provider: Provider): IndexEntry {
  const main = mainVocabulary(provider.vocabularies);
  const vocabulary = main === undefined ? undefined : provider.vocabularies.get(main);
  return {
    id: provider.id,
    name: provider.name,
    ...(provider.docs === undefined ? {} : { docs: provider.docs }),
    hosts: provider.hosts,
    imports: provider.imports,
    ...(provider.globals.length > 0 ? { globals: provider.globals } : {}),
    fields: fieldsOf(provider),
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

/**
 * `"stripe"` also names `"stripe/lib/x"`; `"@aws-sdk/*"` names every package of the scope. What begins with `*` is written into the project
 * itself by a tool: it is named by where it ends up, with what is below.
 */
function importTable(entries: readonly IndexEntry[]): (specifier: string) => readonly string[] {
  const exact = new Map<string, string[]>();
  const starting: [string, string][] = [];
  const written: [string, string][] = [];
  for (const { id, imports } of entries) {
    for (const name of imports) {
      if (name.startsWith("*")) written.push([`${name.slice(1)}/`, id]);
      else if (name.endsWith("*")) starting.push([name.slice(0, -1), id]);
      else exact.set(name, [...(exact.get(name) ?? []), id]);
    }
  }
  return (specifier) => {
    const found = [...(exact.get(specifier) ?? []), ...(exact.get(packageOf(specifier)) ?? [])];
    for (const [start, id] of starting) if (specifier.startsWith(start)) found.push(id);
    for (const [part, id] of written) if (`${specifier}/`.includes(part)) found.push(id);
    return [...new Set(found)];
  };
}

function packageOf(specifier: string): string {
  const [first = "", second] = specifier.split("/");
  return first.startsWith("@") && second !== undefined ? `${first}/${second}` : first;
}

/** Own providers first. Made when a code is first asked for, as soon as the bundled table is there. */
function codesAbove(own: readonly Provider[], loaded: Loaded): () => ReturnType<typeof codeTable> | undefined {
  let table: ReturnType<typeof codeTable> | undefined;
  return () => {
    const codes = table ? undefined : loaded.codes;
    if (!codes) return table;
    const mine = buildCodeTable(own).providers;
    const bundled = Object.entries(codes.providers).filter(([id]) => !Object.hasOwn(mine, id));
    table = codeTable([...Object.entries(mine), ...bundled]);
    return table;
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
