/** Text for hovers and completions: CommonMark in which nothing from outside is markup. */
import { retryFor, statusEntry } from "../../../catalog/model/lookup";
import type { CodeEntry, CodeValue, Provider, Retry } from "../../../catalog/model/types";

/** Escapes all that Markdown or HTML could read as markup: images would load from the network, command links would act. */
export const escapeText = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]()#+\-.!|<>~&:@$]/g, (c) => (c === "<" ? "&lt;" : c === ">" ? "&gt;" : c === "&" ? "&amp;" : `\\${c}`));

/** A code in backticks, whatever it holds. */
export function code(text: CodeValue): string {
  const plain = String(text).replace(/\s+/g, " ");
  const fence = plain.includes("`") ? "``" : "`";
  return `${fence}${fence.length > 1 ? ` ${plain} ` : plain}${fence}`;
}

/** A link that can only lead to an https page; anything else gives nothing. */
export function link(label: string, url: string | undefined): string | undefined {
  if (url === undefined || !/^https:\/\/[^\s()<>[\]\\"'`]+$/.test(url)) return undefined;
  return `[${escapeText(label)}](${url})`;
}

/** How a retry ends, for a person: `after-header` gives "Retry after the seconds that Retry-After names". */
export function retryText(retry: Retry): string {
  const header = retry.header ?? "Retry-After";
  const words: Record<Retry["policy"], string> = {
    never: "No: the same request fails the same way",
    "fix-first": "Not before the cause is fixed",
    "after-header": `Yes, after the time that ${header} names`,
    "after-header-else-backoff": `Yes, after the time that ${header} names, else with exponential backoff`,
    backoff: "Yes, with exponential backoff",
    "short-delay": "Yes, after a short delay",
    "wait-reset": "Only after the quota is renewed",
    conditional: "It depends: look at the state first",
    unspecified: "The documentation does not say",
  };
  const figures = [
    retry.initialMs === undefined ? undefined : `starting at ${duration(retry.initialMs)}`,
    retry.maxMs === undefined ? undefined : `at most ${duration(retry.maxMs)} apart`,
    retry.jitter ? "with jitter" : undefined,
    retry.maxRetries === undefined ? undefined : `up to ${retry.maxRetries} retries`,
    retry.maxAttempts === undefined ? undefined : `up to ${retry.maxAttempts} attempts`,
    retry.reset === undefined ? undefined : `reset: ${retry.reset}`,
    retry.idempotentOnly ? "idempotent requests only" : undefined,
  ].filter((f) => f !== undefined);
  return [words[retry.policy], ...figures].join(", ");
}

const BASIS: Record<Retry["basis"], string> = {
  documented: "",
  sdk: " (what its SDK does)",
  derived: " (derived, not documented)",
  none: "",
};

export const duration = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`);

/** Short words for lists: "after-header" is "retry after header". */
export const retryWord = (retry: Retry): string => {
  const words: Record<Retry["policy"], string> = {
    never: "never retry",
    "fix-first": "fix first",
    "after-header": "retry after header",
    "after-header-else-backoff": "retry after header or backoff",
    backoff: "retry with backoff",
    "short-delay": "retry after a short delay",
    "wait-reset": "wait for the reset",
    conditional: "retry depends",
    unspecified: "retry unspecified",
  };
  return words[retry.policy];
};

/** The card of one code: what it is, what to do, whether to retry, where the request id is, where to read on. */
export function codeCard(provider: Provider, entry: CodeEntry): string {
  const { retry } = retryFor(provider, { code: entry.code, vocabulary: entry.vocabulary, status: entry.statuses[0] });
  const head = [
    `**${code(entry.code)}**`,
    ...(entry.statuses.length > 0 ? [entry.statuses.join(", ")] : []),
    escapeText(provider.name),
  ].join(" · ");
  const gone = entry.deprecated;
  const deprecated = gone
    ? `**Deprecated**${gone.replacement === undefined ? "" : `: use ${code(gone.replacement)}`}${gone.note === undefined ? "" : `. ${escapeText(gone.note)}`}`
    : undefined;
  return paragraphs(
    head,
    deprecated,
    entry.meaning ? escapeText(entry.meaning) : undefined,
    rows([
      ["What to do", entry.action ? escapeText(entry.action) : undefined],
      ["Retry", retryLine(retry)],
      ["Request id", requestId(provider)],
    ]),
    link("Documentation", entry.docs ?? provider.docs),
  );
}

/** The card of a status: what the provider says of it and the codes that come with it. */
export function statusCard(provider: Provider, status: number): string | undefined {
  const entry = statusEntry(provider, status);
  const codes = provider.codes.filter((c) => c.statuses.includes(status));
  if (!entry && codes.length === 0) return undefined;
  const { retry } = retryFor(provider, { status });
  const title = entry?.title ? ` ${escapeText(entry.title)}` : "";
  return paragraphs(
    `**${status}**${title} · ${escapeText(provider.name)}`,
    entry?.meaning ? escapeText(entry.meaning) : undefined,
    rows([
      ["What to do", entry?.action ? escapeText(entry.action) : undefined],
      ["Retry", entry ? retryLine(retry) : undefined],
      ["Codes", codes.length > 0 ? codes.map((c) => code(c.code)).join(", ") : undefined],
      ["Request id", requestId(provider)],
    ]),
    link("Documentation", entry?.docs ?? provider.docs),
  );
}

/** A code of several providers, none of them attributed: one line each. */
export function severalCard(value: CodeValue, entries: readonly (readonly [Provider, CodeEntry])[]): string {
  const lines = entries.map(
    ([provider, e]) =>
      `- ${[`**${escapeText(provider.name)}**`, ...(e.statuses.length > 0 ? [e.statuses.join(", ")] : [])].join(" · ")}: ${escapeText(e.meaning || "no meaning recorded")}`,
  );
  return paragraphs(`**${code(value)}** is a code of ${entries.length} APIs; which one answers here is not known.`, lines.join("\n"));
}

const retryLine = (retry: Retry): string =>
  `${escapeText(retryText(retry))}${escapeText(BASIS[retry.basis])}${retry.note === undefined ? "" : `. ${escapeText(retry.note)}`}`;

function requestId(provider: Provider): string | undefined {
  const fields = provider.envelopes.flatMap((e) => e.fields.filter((f) => f.role === "requestId"));
  const places = new Set(
    fields.map((f) => (f.in === "header" ? `${code(f.path.join("."))} header` : `${code(f.path.join("."))} of the body`)),
  );
  return places.size === 0 ? undefined : `${[...places].join(", ")}: quote it to support`;
}

const rows = (all: readonly (readonly [string, string | undefined])[]): string | undefined => {
  const lines = all.flatMap(([label, text]) => (text === undefined ? [] : [`**${label}:** ${text}`]));
  return lines.length === 0 ? undefined : lines.join("  \n");
};

/** Text that stands in one cell: a bar in it would end the cell. */
export const cell = (text: string): string => text.replace(/(?<!\\)\|/g, "\\|");

/** A table whose cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => ":--")), ...rows.map(line)].join("\n");
}

export const paragraphs = (...all: readonly (string | undefined)[]): string => all.filter((p) => p !== undefined && p !== "").join("\n\n");
