/** Findings that are known: a file of them, and which findings of a source it does not have. Pure. */
import { validateJson } from "../../catalog/validate";
import { problemAt } from "../../catalog/validate/problem";
import { child, items, parse } from "../../catalog/validate/tree";
import type { Finding } from "../core/analysis";
import schema from "./baseline.schema.json";
import type { Problem } from "./configuration";

/** Findings of one file that are alike: `{ file: "src/pay.ts", rule: "unknown-code", text: "card_decline", count: 2 }`. */
export interface Entry {
  /** Relative to the baseline's folder, with `/`. */
  readonly file: string;
  readonly rule: string;
  readonly text: string;
  readonly count: number;
}

/** An entry as a file has it. */
export interface Known extends Entry {
  /** From 1. */
  readonly line: number;
  readonly span: Problem["span"];
}

/** What is known, by file. */
export type Baseline = ReadonlyMap<string, readonly Known[]>;

/** A baseline, or what is wrong with the text; never both. */
export function readBaseline(path: string, text: string): { readonly baseline?: Baseline; readonly problems: readonly Problem[] } {
  const marker = /^(?:<{7} |>{7} )/m.exec(text);
  if (marker) {
    const place = problemAt(text, marker.index, marker.index + marker[0].length, "");
    return {
      problems: [
        broken(
          path,
          place,
          "Two versions of this file were merged and differ here; keep the lines of both, or write it anew with --update",
        ),
      ],
    };
  }
  const { value, problems } = validateJson<{ readonly findings: readonly (Omit<Entry, "count"> & { readonly count?: number })[] }>(
    schema,
    text,
  );
  if (value === undefined)
    return {
      problems: problems.map((problem) => broken(path, problem, `${problem.message}. Mend this baseline, or write it anew with --update`)),
    };
  const found = new Map<string, Known[]>();
  const nodes = items(child(parse(text).root, "findings"));
  const lines = lineCounter(text);
  for (const [i, { file, rule, text: code, count = 1 }] of value.findings.entries()) {
    const node = nodes[i];
    const span = { start: node?.offset ?? 0, end: (node?.offset ?? 0) + (node?.length ?? 0) };
    const entry = { file, rule, text: code, count, span, line: lines(span.start) };
    const others = found.get(file);
    if (others) others.push(entry);
    else found.set(file, [entry]);
  }
  return { baseline: found, problems: [] };
}

/** One entry a line, in an order that depends on them alone, so that what two people add merges. */
export function writeBaseline(entries: readonly Entry[]): string {
  const lines = merged(entries).map(
    ({ file, rule, text, count }) => `    ${JSON.stringify({ file, rule, text, ...(count > 1 && { count }) })}`,
  );
  return `{\n  "version": 1,\n  "findings": [${lines.length > 0 ? `\n${lines.join(",\n")}\n  ` : ""}]\n}\n`;
}

/** What findings of a file look like in a baseline. */
export function entriesOf(file: string, text: string, findings: readonly Finding[]): readonly Entry[] {
  return merged(findings.map(({ rule, span }) => ({ file, rule, text: normalised(text.slice(span.start, span.end)), count: 1 })));
}

/** The findings that are not known, and the entries that are left over. Of several alike the first count as the known ones. */
export function compare(
  known: readonly Known[],
  text: string,
  findings: readonly Finding[],
): { readonly fresh: readonly Finding[]; readonly gone: readonly Known[] } {
  const left = new Map<string, number>();
  for (const { rule, text: code, count } of known) left.set(keyOf(rule, code), (left.get(keyOf(rule, code)) ?? 0) + count);
  const fresh = findings.filter(({ rule, span }) => {
    const key = keyOf(rule, normalised(text.slice(span.start, span.end)));
    const rest = left.get(key) ?? 0;
    if (rest > 0) left.set(key, rest - 1);
    return rest === 0;
  });
  const gone = known.flatMap((entry) => {
    const key = keyOf(entry.rule, entry.text);
    const count = Math.min(left.get(key) ?? 0, entry.count);
    left.set(key, (left.get(key) ?? 0) - count);
    return count === 0 ? [] : [{ ...entry, count }];
  });
  return { fresh, gone };
}

/** Code as any formatter leaves it: `a( 'b',\n)` is `a("b")`. */
export const normalised = (code: string): string =>
  code
    .slice(0, 1000)
    .replace(/['`]/g, '"')
    .replace(/\s+/g, " ")
    .replace(/ ?([()[\]{},;.?:=<>!&|+*/-]) ?/g, "$1")
    .replace(/,([)\]}])/g, "$1")
    .trim()
    .slice(0, 120);

const keyOf = (rule: string, text: string): string => `${rule}\n${text}`;

function merged(entries: readonly Entry[]): readonly Entry[] {
  const found = new Map<string, Entry>();
  for (const entry of entries) {
    const key = `${entry.file}\n${keyOf(entry.rule, entry.text)}`;
    found.set(key, { ...entry, count: (found.get(key)?.count ?? 0) + entry.count });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

const broken = (path: string, { span, line }: Pick<Problem, "span" | "line">, message: string): Problem => ({
  path,
  span,
  line,
  message,
  severity: "error",
  schema: false,
});

/** The line of an offset, from 1, for offsets that come in order. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    for (; at < offset; at++) if (text.charCodeAt(at) === 10) line++;
    return line;
  };
}
