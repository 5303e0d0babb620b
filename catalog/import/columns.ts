import type { RetryFile } from "../model/file";
import { looksLikeCode } from "./roles";

/** What the columns of a table hold, by their number. */
export interface Columns {
  readonly code?: number;
  readonly status?: number;
  readonly meaning?: number;
  readonly causes?: number;
  readonly action?: number;
  readonly retry?: number;
}

export const HEADS = {
  status: /^(?:http|status|response)[ _-]?(?:status)?[ _-]?(?:codes?)?$|^http\b|\bstatus codes?\b/i,
  code: /^(?:error|api|internal|app)?[ _-]*(?:codes?|names?|types?|keys?|slugs?|identifiers?|reasons?|errors?|constants?)$|error[ _-]?(?:code|name|type)/i,
  retry: /\bretr(?:y|ies|yable|iable|ying)\b|\brepeat/i,
  action:
    /\b(?:actions?|fix(?:es)?|solutions?|resolutions?|resolve|remed(?:y|ies)|what to do|how to|recommend\w*|handling|next steps?|troubleshooting|mitigation)\b/i,
  meaning: /\b(?:meanings?|descriptions?|details?|explanations?|messages?|definitions?|title|text|notes?|when)\b/i,
  causes: /\b(?:causes?|reasons?|why)\b/i,
} as const;

const SURE = /\b(?:error[ _-]?)?(?:codes?|errors?|slugs?|constants?)\b/i;

/**
 * Found from heads and contents: `Code | HTTP | Meaning` over `not_found | 404 | …`. A column called `Code` whose cells are all HTTP
 * statuses holds the status. Nothing for a table that is of no errors.
 */
export function columnsOf(head: readonly string[], rows: readonly (readonly string[])[]): Columns | undefined {
  const width = Math.max(head.length, ...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, index) => ({
    index,
    head: (head[index] ?? "").slice(0, 100).trim(),
    cells: rows.map((row) => (row[index] ?? "").trim()).filter((cell) => cell !== ""),
  }));
  const named = (column: (typeof columns)[number], kind: keyof typeof HEADS): boolean => HEADS[kind].test(column.head);
  const share = (column: (typeof columns)[number], fits: (cell: string) => boolean): number =>
    column.cells.length === 0 ? 0 : column.cells.filter(fits).length / column.cells.length;
  const best = (fits: (column: (typeof columns)[number]) => number): number | undefined => {
    const [first] = columns
      .map((column) => ({ index: column.index, score: fits(column) }))
      .sort((a, b) => b.score - a.score || a.index - b.index);
    return first && first.score > 0 ? first.index : undefined;
  };
  const status = best((column) => {
    const statuses = share(column, (cell) => statusesIn(cell) !== undefined);
    return statuses < 0.6 ? 0 : statuses + (named(column, "status") ? 2 : named(column, "code") ? 1 : 0);
  });
  const code = best((column) => {
    if (column.index === status) return 0;
    const codes = share(column, isCodeCell);
    const marked = share(column, isMarkedCode);
    // A column of names could be of anything: its cells have to look like codes, or stand beside statuses.
    const named = SURE.test(column.head) || (HEADS.code.test(column.head) && (marked > 0.6 || status !== undefined));
    return codes < 0.6 || !(named || marked > 0.8) ? 0 : codes + (named ? 1 : 0);
  });
  if (
    code === undefined &&
    (status === undefined ||
      !(named(columns[status] as (typeof columns)[number], "status") || HEADS.code.test(columns[status]?.head ?? "")))
  )
    return undefined;
  const taken = new Set([status, code]);
  const take = (kind: keyof typeof HEADS): number | undefined => {
    const found = columns.find((column) => !taken.has(column.index) && named(column, kind))?.index;
    taken.add(found);
    return found;
  };
  const retry = take("retry");
  const action = take("action");
  const meaning = take("meaning");
  const causes = take("causes") ?? (meaning === undefined ? longest(columns.filter(({ index }) => !taken.has(index))) : undefined);
  return Object.fromEntries(Object.entries({ code, status, meaning, causes, action, retry }).filter(([, index]) => index !== undefined));
}

/** Of columns whose heads say nothing the one with the most words. */
const longest = (columns: readonly { readonly index: number; readonly cells: readonly string[] }[]): number | undefined =>
  columns.filter(({ cells }) => cells.some((cell) => cell.includes(" "))).sort((a, b) => b.cells.join().length - a.cells.join().length)[0]
    ?.index;

/** `"404"`, `"404 Not Found"`, `"HTTP 401 / 403"` and `"5xx"` name statuses; `"40001"` and `"10 404 items"` do not. */
export function statusesIn(cell: string): readonly (number | "4xx" | "5xx")[] | undefined {
  const found =
    /^(?:http[ /]*(?:[12](?:\.\d)? )?)?((?:[1-5]\d\d|[45]xx)(?:(?:\s*[,/|]\s*|\s+(?:or|and)\s+)(?:[1-5]\d\d|[45]xx))*)(?![\w.-])(.*)$/i.exec(
      cell,
    );
  if (!found?.[1] || /^\s*\d/.test(found[2] ?? "")) return undefined;
  return (found[1].match(/[1-5]\d\d|[45]xx/gi) ?? []).map((status) =>
    /xx$/i.test(status) ? (status.toLowerCase() as "4xx" | "5xx") : Number(status),
  );
}

/** One word that could be compared with. */
export const isCodeCell = (cell: string): boolean =>
  looksLikeCode(cell) && !/^(?:yes|no|true|false|-+|get|post|put|patch|delete|string|number|integer|boolean|object|array)$/i.test(cell);

/** `KEY_REVOKED` and `key_revoked` are codes under any head; `Forbidden` only under one that says so. */
const isMarkedCode = (cell: string): boolean => isCodeCell(cell) && /[_./:]|^[A-Z]{2,}\d|^[A-Z][A-Z0-9]{3,}$|[a-z][A-Z]/.test(cell);

/** What a cell says about repeating, where it says it in words that leave no doubt; else nothing. */
export function retryIn(cell: string): RetryFile | undefined {
  const text = cell.slice(0, 500).replace(/[’‘]/g, "'").toLowerCase();
  const not = /\b(?:do not|don't|never|not)\b[^.]{0,20}\bretr|^(?:no|never|false|✗|✘|❌|not retr\w+|non-?retr\w+)\b|^[✗✘❌]/.test(text);
  if (not)
    return /\b(?:without|until|unless|before|after)\b[^.;]{0,80}\b(?:fix|correct|chang|resolv|updat)/.test(text) ? "fix-first" : "never";
  const header = /retry-?\s?after\b(?= header|[^a-z]|$)/.test(text) && /retry-after|retry_after|`retry/.test(text);
  const backoff = /\bback[ -]?off\b/.test(text);
  if (header) return backoff ? "after-header-else-backoff" : "after-header";
  if (backoff) return "backoff";
  if (/\bshort (?:delay|wait|pause|while)|brief delay|few (?:seconds|moments)/.test(text)) return "short-delay";
  if (/^(?:yes|true|✓|✔|✅|retryable|safe to retry)/.test(text))
    return { policy: "backoff", basis: "derived", note: "The page says that it may be repeated, not how." };
  return undefined;
}
