/** What the editor shows of a provider: rows of the index, and one provider whole. Plain data, made of the catalog's own. */
import { retryFor } from "../../catalog/model/lookup";
import { mainVocabulary } from "../../catalog/model/shorthand";
import type { CodeEntry, EnvelopeField, Family, Provider, Retry } from "../../catalog/model/types";
import type * as Features from "../core/analysis";
import type { KnownProvider } from "../project/known-providers";
import type { CodeDetail, FamilyDetail, ProviderDetail, ProviderRow, RetryView, StatusGroup } from "./protocol";
import { toUri } from "./uris";
import { codeKey, providerKey, statusKey } from "./usage";

/** How often the workspace names what, and in how many files it uses each provider. */
export interface Counts {
  readonly totals: ReadonlyMap<string, number>;
  readonly touched: ReadonlyMap<string, number>;
}

type Words = Pick<typeof Features, "retryText" | "retryWord">;

export const providerRow = (known: KnownProvider, { totals, touched }: Counts): ProviderRow => ({
  key: known.identity,
  id: known.id,
  name: known.name,
  ...(known.docs === undefined ? {} : { docs: known.docs }),
  bundled: known.bundled,
  files: known.files.map(toUri),
  codes: known.codes,
  statuses: known.statuses,
  uses: totals.get(providerKey(known.identity)) ?? 0,
  usedIn: touched.get(known.identity) ?? 0,
});

/** `http` names the statuses that the provider does not. */
export function providerDetail(
  known: KnownProvider,
  provider: Provider,
  http: Provider | undefined,
  counts: Counts,
  words: Words,
): ProviderDetail {
  const main = mainVocabulary(provider.vocabularies);
  const completeness = main === undefined ? undefined : provider.vocabularies.get(main)?.completeness;
  const fields = provider.envelopes.flatMap((envelope) => envelope.fields);
  const own = provider.paths.map(({ path }) => path.join("."));
  return {
    ...providerRow(known, counts),
    hosts: provider.hosts,
    imports: provider.imports,
    completeness: completeness ?? provider.statusList,
    codeAt: [...new Set([...placesOf(fields, "code"), ...own])],
    requestIdAt: placesOf(fields, "requestId"),
    sources: [...provider.sources.values()].map(({ title, url, package: name, version, retrieved }) => ({
      title: title ?? [name, version].filter((part) => part !== undefined).join(" "),
      ...(url === undefined ? {} : { url }),
      retrieved,
    })),
    issues: provider.issues,
    groups: groupsOf({ known, provider, http, counts, words }),
  };
}

const placesOf = (fields: readonly EnvelopeField[], role: EnvelopeField["role"]): readonly string[] => [
  ...new Set(
    fields.filter((field) => field.role === role).map(({ path, in: where }) => `${path.join(".")}${where === "header" ? " (header)" : ""}`),
  ),
];

/** The statuses in order, each with its codes; then the classes, and what has no status. */
function groupsOf(context: Context): readonly StatusGroup[] {
  const { provider } = context;
  const statuses = new Set([
    ...provider.statuses.keys(),
    ...provider.codes.flatMap((c) => c.statuses),
    ...provider.families.flatMap((f) => f.statuses),
  ]);
  const byStatus = new Map<number | undefined, CodeEntry[]>();
  for (const entry of provider.codes) {
    for (const status of entry.statuses.length > 0 ? entry.statuses : [undefined]) {
      const codes = byStatus.get(status);
      if (codes) codes.push(entry);
      else byStatus.set(status, [entry]);
    }
  }
  const numbered = [...statuses].sort((a, b) => a - b).map((status) => group(context, status, byStatus.get(status) ?? []));
  const classes = [...provider.statusClasses.keys()].sort().map((status) => group(context, status, []));
  const rest = group(context, undefined, byStatus.get(undefined) ?? []);
  return [...numbered, ...classes, ...(rest.codes.length + rest.families.length > 0 ? [rest] : [])];
}

interface Context {
  readonly known: KnownProvider;
  readonly provider: Provider;
  readonly http: Provider | undefined;
  readonly counts: Counts;
  readonly words: Words;
}

function group(context: Context, status: StatusGroup["status"], codes: readonly CodeEntry[]): StatusGroup {
  const { known, provider, http, counts, words } = context;
  const entry = typeof status === "number" ? provider.statuses.get(status) : status && provider.statusClasses.get(status);
  const retry = typeof status === "number" ? retryFor(provider, { status }).retry : entry?.retry;
  const families = provider.families.filter(({ statuses }) =>
    status === undefined ? statuses.length === 0 : typeof status === "number" && statuses.includes(status),
  );
  const docs = entry?.docs === provider.docs ? undefined : entry?.docs;
  return {
    ...(status === undefined ? {} : { status }),
    title: entry?.title ?? (typeof status === "number" ? http?.statuses.get(status)?.title : undefined) ?? "",
    meaning: entry?.meaning ?? "",
    action: entry?.action ?? "",
    retry: view(retry ?? { policy: "unspecified", basis: "none" }, words),
    ...(docs === undefined ? {} : { docs }),
    uses: typeof status === "number" ? (counts.totals.get(statusKey(known.identity, status)) ?? 0) : 0,
    codes: codes.map((code) => codeDetail(context, code, typeof status === "number" ? status : undefined)),
    families: families.map((family) => familyDetail(family, words)),
  };
}

function codeDetail({ known, provider, counts, words }: Context, entry: CodeEntry, status: number | undefined): CodeDetail {
  const { code, vocabulary, docs, deprecated } = entry;
  const here = status === undefined ? undefined : entry.byStatus.get(status);
  const { retry } = retryFor(provider, { code, vocabulary, status });
  return {
    code,
    vocabulary,
    main: vocabulary === mainVocabulary(provider.vocabularies),
    meaning: here?.meaning ?? entry.meaning,
    action: here?.action ?? entry.action,
    retry: view(retry, words),
    ...(docs === undefined ? {} : { docs }),
    ...(deprecated && { deprecated: deprecationText(deprecated) }),
    uses: counts.totals.get(codeKey(known.identity, vocabulary, code)) ?? 0,
  };
}

const familyDetail = (family: Family, words: Words): FamilyDetail => ({
  label: family.glob ?? family.range?.join("–") ?? "",
  meaning: family.meaning ?? "",
  retry: view(family.retry ?? { policy: "unspecified", basis: "none" }, words),
});

const view = (retry: Retry, { retryText, retryWord }: Words): RetryView => ({
  policy: retry.policy,
  word: retryWord(retry),
  text: retry.note === undefined ? retryText(retry) : `${retryText(retry)}. ${retry.note}`,
});

const deprecationText = ({ since, replacement, note }: NonNullable<CodeEntry["deprecated"]>): string =>
  [since && `since ${since}`, replacement !== undefined && `use ${replacement}`, note].filter(Boolean).join(", ");
