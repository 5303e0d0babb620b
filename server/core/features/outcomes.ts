/** Outcomes as a table for people: by status, with the codes under each and what a retry is worth. */
import { retryFor, statusEntry } from "../../../catalog/model/lookup";
import type { Provider } from "../../../catalog/model/types";
import { isSuccess, type Row } from "../flow/rows";
import { cell, code, escapeText, paragraphs, retryWord, table } from "./markdown";

/** Outcomes that one provider says the same of, and that the program treats alike: 403 with KEY_REVOKED and KEY_LOCKED, fix first. */
export interface Line {
  readonly statuses: readonly number[];
  readonly codes: readonly string[];
  readonly rows: readonly Row[];
}

export interface Listing {
  readonly lines: readonly Line[];
  readonly success: boolean;
  readonly network: boolean;
  /** Failures with a status that no documentation names, or with a documented one and no code. */
  readonly others: readonly Row[];
}

/** `kind` parts what does not belong on one line: what a retry is worth, what the program does. */
export function listing(provider: Provider, rows: readonly Row[], kind: (row: Row) => string): Listing {
  const groups = new Map<string, Row[]>();
  const others: Row[] = [];
  const withCodes = new Set(provider.codes.flatMap((c) => c.statuses));
  for (const row of rows) {
    if (row.kind === "network" || isSuccess(row)) continue;
    const { status, code } = row;
    const named = code !== undefined || (status !== undefined && provider.statuses.has(status) && !withCodes.has(status));
    if (!named) {
      others.push(row);
      continue;
    }
    const key = `${status ?? ""} ${kind(row)}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const parts = [...groups.values()].map((group): Line => {
    const [first] = group as [Row, ...Row[]];
    const statuses = first.status === undefined ? [] : [first.status];
    return { statuses, codes: group.flatMap((r) => (r.code === undefined ? [] : [String(r.code)])), rows: group };
  });
  return {
    lines: merged(parts, ({ codes, rows: [row] }) => `${codes.join(" ")} ${row ? kind(row) : ""}`),
    success: rows.some(isSuccess),
    network: rows.some((r) => r.kind === "network"),
    others,
  };
}

/** Lines that have the same key become one, by status: 500 and 502 with the same codes. */
export function merged(parts: readonly Line[], keyOf: (line: Line) => string): readonly Line[] {
  const found = new Map<string, Line>();
  for (const part of parts) {
    const key = keyOf(part);
    const same = found.get(key);
    const [statuses, rows] = [
      [...(same?.statuses ?? []), ...part.statuses],
      [...(same?.rows ?? []), ...part.rows],
    ];
    found.set(key, { statuses: statuses.sort((a, b) => a - b), codes: [...new Set([...(same?.codes ?? []), ...part.codes])], rows });
  }
  return [...found.values()].sort((a, b) => (a.statuses[0] ?? 0) - (b.statuses[0] ?? 0));
}

const MOST_LINES = 8;
const MOST_CODES = 3;

/** A table of at most eight lines; of the others how many there are. */
export function shortTable(head: readonly string[], rows: readonly (readonly string[])[], rest: readonly (readonly string[])[]): string {
  const shown = rows.length > MOST_LINES ? rows.slice(0, MOST_LINES - 1) : rows;
  const more = rows.length - shown.length;
  return table(head, [...shown, ...(more > 0 ? [[`and ${more} more`, ...head.slice(1).map(() => "")]] : []), ...rest]);
}

export function codesCell(codes: readonly string[], most = MOST_CODES): string {
  const shown = codes.length > most + 1 ? codes.slice(0, most) : codes;
  const more = codes.length - shown.length;
  return cell([...shown.map((c) => code(c)), ...(more > 0 ? [`and ${more} more`] : [])].join(", ").replace(/, and (\d+ more)$/, " and $1"));
}

export const statusesCell = (statuses: readonly number[]): string => ranges(statuses).join(", ");

/** `[500,501,502,504]` is "500–502" and "504". */
export function ranges(statuses: readonly number[]): readonly string[] {
  const sorted = [...new Set(statuses)].sort((a, b) => a - b);
  const found: [number, number][] = [];
  for (const status of sorted) {
    const last = found.at(-1);
    if (last && last[1] === status - 1) last[1] = status;
    else found.push([status, status]);
  }
  return found.flatMap(([from, to]) => (from === to ? [`${from}`] : to === from + 1 ? [`${from}`, `${to}`] : [`${from}–${to}`]));
}

/** "other 5xx" where it is all of one class. */
export function othersCell(rows: readonly Row[]): string {
  const classes = new Set(rows.map((r) => Math.floor((r.status ?? 0) / 100)));
  const [only] = classes;
  return classes.size === 1 && (only === 4 || only === 5) ? `other ${only}xx` : "any other";
}

export const wordOf = (provider: Provider, row: Row): string =>
  retryWord(retryFor(provider, { code: row.code, vocabulary: row.vocabulary, status: row.status }).retry);

/** What can be at a place, of one provider: with `codesOnly` where it can only be a code. Undefined where nothing is to say. */
export function outcomeTable(title: string, provider: Provider, rows: readonly Row[], codesOnly: boolean): string | undefined {
  const { lines, success, network, others } = listing(provider, rows, (row) => wordOf(provider, row));
  const heading = `${title} · ${escapeText(provider.name)}`;
  if (lines.length === 0) {
    if (!success || others.length > 0 || network || codesOnly) return undefined;
    return paragraphs(heading, "Only a success");
  }
  const body = lines.map((line) => [
    statusesCell(line.statuses),
    codesCell(line.codes),
    line.rows[0] ? escapeText(wordOf(provider, line.rows[0])) : "",
  ]);
  const single = lines.length === 1 && new Set(rows.map((r) => r.status)).size === 1;
  const rest = codesOnly
    ? []
    : [
        ...(others.length > 0 && !single ? [[othersCell(others), "", "not documented"]] : []),
        ...(network ? [["none", "", "no response"]] : []),
        ...(success ? [["2xx", "", "success"]] : []),
      ];
  return paragraphs(heading, shortTable(["Status", "Code", "Retry"], body, rest));
}

const MOST_STATUSES = 20;

/** Of an API that nobody knows: the statuses that earlier checks leave, where they are few. */
export function statusTable(title: string, rows: readonly Row[], http: Provider | undefined): string | undefined {
  const statuses = [...new Set(rows.flatMap((r) => r.status ?? []))].sort((a, b) => a - b);
  if (statuses.length === 0 || statuses.length >= MOST_STATUSES) return undefined;
  const lines = statuses.map((status) => {
    const entry = http ? statusEntry(http, status) : undefined;
    const word = http && entry ? retryWord(retryFor(http, { status }).retry) : "";
    return [`${status}`, escapeText(entry?.title ?? ""), escapeText(word)];
  });
  return paragraphs(title, shortTable(["Status", "Meaning", "Retry"], lines, []));
}
