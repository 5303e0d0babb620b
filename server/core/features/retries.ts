/** What a retry does, as a hover: each status with what happens and with what the provider says, and a mark where the two disagree. */

import { retryFor } from "../../../catalog/model/lookup";
import type { Provider } from "../../../catalog/model/types";
import type { Analysis, Hover } from "../analysis";
import type { Expr, Facts } from "../facts";
import { hopelessIn } from "../flow/advice";
import type { Flow } from "../flow/flow";
import { retriesOf } from "../flow/retries";
import type { Retry } from "../flow/retry";
import { isSuccess, type Row, tableOf } from "../flow/rows";
import { contains, type Span } from "../text";
import { eachExpression, eachStatement, expressions } from "../walk";
import { escapeText, paragraphs } from "./markdown";
import { codesCell, listing, merged, othersCell, ranges, shortTable, statusesCell, wordOf } from "./outcomes";
import { figures, honours, options } from "./retry-figures";

/** Over the word of a loop that repeats a request, the name of a library's call, or one of the options that it is given. */
export function retryHover(analysis: Analysis, offset: number): Hover | undefined {
  const found = retriesAt(analysis, offset);
  const [first] = found;
  return first && { span: first.span, markdown: paragraphs(...found.map(({ retry }) => policy(analysis, retry))) };
}

/** The retries that a word stands for. */
export const retriesAt = (analysis: Analysis, offset: number): readonly { readonly retry: Retry; readonly span: Span }[] =>
  retriesOf(analysis.flow).flatMap((retry) => {
    const span = placeOf(analysis, retry, offset);
    return span ? [{ retry, span }] : [];
  });

function placeOf({ linker, file }: Analysis, retry: Retry, offset: number): Span | undefined {
  const { head, form, library } = retry;
  const word = form === "loop" ? /^(?:for|while|do)\b/.exec(file.text.slice(head.start, head.start + 5))?.[0] : undefined;
  const span = word === undefined ? head : { start: head.start, end: head.start + word.length };
  if (contains(span, offset)) return span;
  return library && keyAt(linker.facts, new Set([...library.options.values()].map((o) => o.expr)), offset);
}

/** The name of an option that is given, where the cursor is on it. */
function keyAt({ functions }: Facts, values: ReadonlySet<Expr>, offset: number): Span | undefined {
  let found: Span | undefined;
  for (const func of functions) {
    if (!contains(func.span, offset)) continue;
    eachStatement(func.body, (stmt) => {
      for (const root of expressions(stmt))
        eachExpression(root, (expr) => {
          if (expr.kind !== "object") return;
          for (const { keySpan, value } of expr.entries) if (values.has(value) && contains(keySpan, offset)) found = keySpan;
        });
    });
  }
  return found;
}

function policy({ environment, file, flow }: Analysis, retry: Retry): string {
  const { origin, library } = retry;
  const known = origin.provider === undefined ? undefined : environment.catalog.provider(origin.provider);
  const provider = known === "unloaded" ? undefined : known;
  const what = library ? `${escapeText(library.retrier.name)} repeats` : retry.form === "loop" ? "This loop repeats" : "This call repeats";
  const heading = `**${what}** a request${provider ? ` to ${escapeText(provider.name)}` : ""}${figures(file.text, flow, retry)}`;
  const table = provider ? byProvider(flow, provider, retry) : byProtocol(retry);
  const whose = provider ? escapeText(provider.name) : "RFC 9110";
  return paragraphs(
    heading,
    table,
    table.includes(MARK) ? `${MARK} The code and ${whose} disagree\\.` : undefined,
    library && options(library),
  );
}

const MOST_CODES = 2;

/** The mark of a line on which code and documentation disagree. */
const MARK = "≠";

function byProvider(flow: Flow, provider: Provider, retry: Retry): string {
  const repeated = new Set(retry.rows);
  const failures = tableOf(provider).rows.filter((row) => !isSuccess(row));
  const kind = (row: Row): string => `${wordOf(provider, row)} ${here(flow, retry, repeated, row)}`;
  const { lines: parts, others } = listing(provider, failures, kind);
  const lines = merged(parts, ({ rows: [row] }) => (row ? kind(row) : ""));
  const body = lines.map(({ statuses, codes, rows }) => {
    const [row] = rows as [Row, ...Row[]];
    const open = row.status === undefined && !repeated.has(row);
    const mark = !open && disagrees(provider, row, repeated.has(row)) ? `${MARK} ` : "";
    return [
      statusesCell(statuses),
      codesCell(codes, MOST_CODES),
      here(flow, retry, repeated, row),
      `${mark}${escapeText(wordOf(provider, row))}`,
    ];
  });
  const errors = others.filter((r) => (r.status ?? 0) >= 300);
  const rest = [
    ...parted(errors, repeated).map(([rows, does]) => [othersCell(rows), "", does, ""]),
    ["none", "", failures.some((r) => r.kind === "network" && repeated.has(r)) ? "repeated" : "stops", ""],
  ];
  return shortTable(["Status", "Code", "Here", escapeText(provider.name)], body, rest);
}

/** Where nobody knows who answers: what a repeat cannot change by RFC 9110, what it can, and the rest. */
function byProtocol(retry: Retry): string {
  const repeated = new Set(retry.rows);
  const failures = tableOf(undefined).rows.filter((row) => !isSuccess(row) && (row.kind === "network" || (row.status ?? 0) >= 400));
  const hopeless = new Set(hopelessIn(failures, undefined).map((h) => h.row));
  const taken = failures.filter((r) => repeated.has(r) && r.kind !== "network");
  const lines = [
    { rows: taken.filter((r) => hopeless.has(r)), does: "repeated", says: `${MARK} a repeat does not change it` },
    { rows: taken.filter((r) => !hopeless.has(r)), does: "repeated", says: "may come right" },
    { rows: failures.filter((r) => !repeated.has(r) && r.kind !== "network"), does: "stops", says: "" },
  ].filter(({ rows }) => rows.length > 0);
  const network = failures.some((r) => r.kind === "network" && repeated.has(r)) ? "repeated" : "stops";
  const body = lines.map(({ rows, does, says }) => [named(rows), does, says]);
  return shortTable(["Status", "Here", "RFC 9110"], body, [["no response", network, ""]]);
}

const MOST_OF_CLASS = 20;

/** "404, 410", or "501, 505, other 4xx": of a class with many its name. */
function named(rows: readonly Row[]): string {
  const classes = [4, 5].map((first) => rows.flatMap(({ status = 0 }) => (Math.floor(status / 100) === first ? [status] : [])));
  const [few, many] = [classes.filter((c) => c.length <= MOST_OF_CLASS), classes.filter((c) => c.length > MOST_OF_CLASS)];
  if (many.length === classes.length) return "any other";
  return [...ranges(few.flat()), ...many.map(([status = 0]) => `other ${Math.floor(status / 100)}xx`)].join(", ");
}

/** Statuses without documentation, by what happens with them. */
function parted(rows: readonly Row[], repeated: ReadonlySet<Row>): readonly (readonly [readonly Row[], string])[] {
  const [yes, no] = [rows.filter((r) => repeated.has(r)), rows.filter((r) => !repeated.has(r))];
  if (yes.length > 0 && no.length > 0) return [[rows, "some repeated"]];
  return rows.length === 0 ? [] : [[rows, yes.length > 0 ? "repeated" : "stops"]];
}

/** The provider says to wait and the code gives up, or the other way round. */
function disagrees(provider: Provider, row: Row, repeated: boolean): boolean {
  if (repeated) return hopelessIn([row], provider).some((h) => h.documented);
  const { policy } = retryFor(provider, { code: row.code, vocabulary: row.vocabulary, status: row.status }).retry;
  return policy === "after-header" || policy === "after-header-else-backoff" || policy === "backoff" || policy === "short-delay";
}

function here(flow: Flow, retry: Retry, repeated: ReadonlySet<Row>, row: Row): string {
  // A library that looks at responses asks the status, and some codes come with any.
  if (!repeated.has(row)) return row.status === undefined && retry.library?.retrier.sees === "responses" ? "by its status" : "stops";
  if (retry.library && row.status !== undefined && retry.library.policy.onlyWithRetryAfter.includes(row.status))
    return "repeated if Retry\\-After is there";
  return honours(flow, retry, row) ? "repeated, as Retry\\-After says" : "repeated";
}
