import {
  type Context,
  codeEntry,
  codeKey,
  codePath,
  envelope,
  errorClass,
  family,
  familyKey,
  messageSample,
  operation,
  statusEntry,
} from "./entries";
import type { CodeFile, ProviderFile } from "./file";
import { mainVocabulary } from "./shorthand";
import type { CodeValue, Provider, Source, StatusEntry, Vocabulary } from "./types";

/** What people wrote, with every default filled in. The file has passed `validateProvider` (bundled ones do so in the tests). */
export function normalise(file: ProviderFile): Provider {
  const id = file.id ?? file.extends ?? "";
  return apply({ ...nothing, id, name: file.name ?? id }, file);
}

/** A bundled provider with what a workspace's file says beyond it: given properties override, new entries are added. */
export function extend(base: Provider, file: ProviderFile): Provider {
  return { ...apply(base, file), extends: base.id };
}

const nothing: Omit<Provider, "id" | "name"> = {
  sources: new Map(),
  baseUrls: [],
  hosts: [],
  imports: [],
  globals: [],
  errorClasses: [],
  paths: [],
  vocabularies: new Map(),
  envelopes: [],
  statuses: new Map(),
  statusClasses: new Map(),
  statusList: "open",
  families: [],
  codes: [],
  messages: [],
  operations: [],
  issues: [],
};

function apply(base: Provider, file: ProviderFile): Provider {
  const docs = file.docs ?? base.docs;
  const codes = (file.codes ?? []).map((given) => (typeof given === "object" ? given : { code: given }));
  const vocabularies = vocabulariesOf(base, file, codes);
  const main = mainVocabulary(vocabularies) ?? "code";
  const keys = Object.keys(file.sources ?? {});
  const context: Context = { main, vocabularies, docs, source: keys.length === 1 ? keys : [] };
  const baseUrls = union(base.baseUrls, file.baseUrls ?? []);
  return {
    ...base,
    name: file.name ?? base.name,
    ...(docs === undefined ? {} : { docs }),
    sources: new Map([...base.sources, ...sourcesOf(file)]),
    baseUrls,
    hosts: union(
      base.hosts,
      [...baseUrls.map(hostOf), ...(file.hosts ?? [])].map((host) => host.toLowerCase()),
    ),
    imports: union(base.imports, file.imports ?? []),
    globals: union(base.globals, file.globals ?? []),
    errorClasses: merge(base.errorClasses, file.errorClasses ?? [], (entry) => entry.name, errorClass),
    paths: union(
      base.paths,
      (file.paths ?? []).map((path) => codePath(path, context)),
      JSON.stringify,
    ),
    vocabularies,
    envelopes: merge(
      base.envelopes,
      file.envelopes ?? [],
      (entry) => entry.id ?? "error",
      (given, old) => envelope(given, old, context),
    ),
    ...statusesOf(base, file, context),
    statusList: file.statusList ?? base.statusList,
    families: merge(
      base.families,
      file.families ?? [],
      (entry) => familyKey(entry, context),
      (given, old) => family(given, old, context),
    ),
    codes: merge(
      base.codes,
      codes,
      (entry) => codeKey(entry, context),
      (given, old) => codeEntry(given, old, context),
    ),
    messages: merge(
      base.messages,
      file.messages ?? [],
      (entry) => entry.pattern,
      (given, old) => messageSample(given, old, context),
    ),
    operations: merge(
      base.operations,
      file.operations ?? [],
      (entry) => entry.op,
      (given, old) => operation(given, old, context),
    ),
    issues: union(base.issues, file.issues ?? []),
  };
}

function vocabulariesOf(base: Provider, file: ProviderFile, codes: readonly CodeFile[]): ReadonlyMap<string, Vocabulary> {
  const result = new Map(base.vocabularies);
  const given = Object.entries(file.vocabularies ?? {});
  if (given.length === 0 && result.size === 0 && codes.length > 0) given.push(["code", "listed"]);
  const first = given.find(([id]) => id === "code")?.[0] ?? given[0]?.[0];
  for (const [id, entry] of given) {
    const members = codes.filter((code) => (code.vocabulary ?? first) === id).map((code) => code.code);
    const old: Vocabulary = result.get(id) ?? { id, type: typeOf(members), completeness: "listed", wire: true, transport: false };
    result.set(id, { ...old, ...(typeof entry === "string" ? { completeness: entry } : entry) });
  }
  return result;
}

const typeOf = (codes: readonly CodeValue[]): Vocabulary["type"] =>
  codes.length > 0 && codes.every((code) => typeof code === "number") ? "integer" : "string";

function sourcesOf(file: ProviderFile): readonly (readonly [string, Source])[] {
  return Object.entries(file.sources ?? {}).map(([key, source]) => [key, { kind: "doc", retrieved: "", licence: "", ...source }]);
}

function statusesOf(base: Provider, file: ProviderFile, context: Context): Pick<Provider, "statuses" | "statusClasses"> {
  const statuses = new Map<number, StatusEntry>(base.statuses);
  const statusClasses = new Map<"4xx" | "5xx", StatusEntry>(base.statusClasses);
  for (const [key, given] of Object.entries(file.statuses ?? {})) {
    if (key === "4xx" || key === "5xx") statusClasses.set(key, statusEntry(key, given, statusClasses.get(key), context));
    else statuses.set(Number(key), statusEntry(Number(key), given, statuses.get(Number(key)), context));
  }
  return { statuses, statusClasses };
}

/** `https://api.acme.dev:8443/v1` is at `api.acme.dev:8443`. */
function hostOf(url: string): string {
  const from = url.indexOf("://") + 3;
  const ends = ["/", "?", "#"].map((mark) => url.indexOf(mark, from)).filter((at) => at >= 0);
  return url.slice(from, Math.min(url.length, ...ends));
}

/** Both lists without repetition, the first one's order first. */
function union<T>(old: readonly T[], given: readonly T[], key: (entry: T) => unknown = (entry) => entry): readonly T[] {
  return [...new Map([...old, ...given].map((entry) => [key(entry), entry])).values()];
}

/** A given entry takes the place of the old one with its key, or stands at the end. */
function merge<Old, Given>(
  old: readonly Old[],
  given: readonly Given[],
  key: (entry: Old | Given) => string,
  make: (given: Given, old: Old | undefined) => Old,
): readonly Old[] {
  const result = new Map(old.map((entry) => [key(entry), entry]));
  for (const entry of given) result.set(key(entry), make(entry, result.get(key(entry))));
  return [...result.values()];
}
