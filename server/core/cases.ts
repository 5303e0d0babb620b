/** The text that adds missing codes to a switch or chain and leaves what the program does as it is. */
import type { CodeEntry } from "../../catalog/model/types";
import type { Edit } from "./contract";
import type { Case, Stmt, Switch } from "./facts";
import type { Chain } from "./flow/chains";
import { styleOf } from "./style";

/**
 * Labels directly before `default`, so that they fall into it; without a `default`, cases at the end that do nothing; behind a chain
 * without `else`, one more `else if`. Undefined where a name or type of the author's stands for each code, or where an `else` takes the rest.
 */
export function addCases(text: string, chain: Chain): Edit | undefined {
  const { missing, stmt } = chain;
  if (missing.length === 0) return undefined;
  if (!("kind" in stmt)) return addBranch(text, chain);
  const quote = quoteOf(text, chain);
  if (quote === undefined || chain.sites.some((s) => s.form !== "case")) return undefined;
  const labels = missing.map((entry) => `case ${written(entry, quote)}:`);
  const fallback = stmt.cases.find((c) => !c.test);
  if (!fallback) return addAtEnd(text, stmt, labels);
  const at = fallback.span.start;
  const indent = indentAt(text, at);
  const between = indent === undefined ? " " : styleOf(text).eol + indent;
  return { span: { start: at, end: at }, newText: labels.map((label) => label + between).join("") };
}

function addAtEnd(text: string, stmt: Switch, labels: readonly string[]): Edit {
  const last = stmt.cases.at(-1) as Case;
  const close = stmt.span.end - 1;
  const around = indentAt(text, stmt.span.start) ?? lineIndent(text, stmt.span.start);
  const unit = around.includes("\t") ? "\t" : "  ";
  const indent = indentAt(text, last.span.start) ?? around + unit;
  const [statement] = last.body;
  const body = (statement && indentAt(text, statement.span.start)) ?? indent + unit;
  const inner = body.length > indent.length ? body : indent + unit;
  const stop = `${inner}break${styleOf(text).end}`;
  const lines = [...(ends(last.body) ? [] : [stop]), ...labels.map((label) => indent + label), stop];
  const own = indentAt(text, close);
  const eol = styleOf(text).eol;
  if (own === undefined) {
    const behind = text.slice(0, close).trimEnd().length;
    return { span: { start: behind, end: close }, newText: ["", ...lines, around].join(eol) };
  }
  const start = close - own.length;
  return { span: { start, end: start }, newText: lines.map((line) => line + eol).join("") };
}

/** Whether control never comes to the end of a case's body, or there is no body: then nothing falls into what is added. */
function ends(body: readonly Stmt[]): boolean {
  const last = body.at(-1);
  if (!last) return true;
  if (last.kind === "block") return last.label === undefined && ends(last.body) && last.body.length > 0;
  if (last.kind === "branch") return last.else !== undefined && [last.then, last.else].every((b) => b.length > 0 && ends(b));
  return last.kind === "break" || last.kind === "return" || last.kind === "throw" || last.kind === "continue";
}

function addBranch(text: string, chain: Chain): Edit | undefined {
  const last = "kind" in chain.stmt ? undefined : chain.stmt.at(-1);
  const quote = quoteOf(text, chain);
  const site = chain.sites.find((s) => s.form === "equality" && s.expr.kind === "compare") ?? chain.sites[0];
  const place = text.slice(site.place.span.start, site.place.span.end);
  if (!last || last.elseSpan || quote === undefined || !/^[\w$.?![\]"']+$/.test(place)) return undefined;
  if (text[last.thenSpan.end - 1] !== "}") return undefined;
  const eol = styleOf(text).eol;
  const indent = lineIndent(text, last.thenSpan.end - 1);
  const unit = indent.includes("\t") ? "\t" : "  ";
  const tests = chain.missing.map((entry) => `${place} === ${written(entry, quote)}`);
  const test = tests.length === 1 ? tests.join() : `${eol}${indent}${unit}${tests.join(` ||${eol}${indent}${unit}`)}${eol}${indent}`;
  const at = last.thenSpan.end;
  return { span: { start: at, end: at }, newText: ` else if (${test}) {${eol}${indent}${unit}// Not handled yet${eol}${indent}}` };
}

/** The author's quote, from a code that is written where it is compared. */
function quoteOf(text: string, { sites }: Chain): string | undefined {
  const literal = sites.flatMap((s) => s.candidates.flatMap((c) => (c.literal?.span === c.span ? c.literal : [])))[0];
  if (!literal) return undefined;
  return text[literal.span.start] === "'" ? "'" : '"';
}

const written = ({ code }: CodeEntry, quote: string): string =>
  typeof code === "number" || quote === '"' || /['\\\n\r]/.test(code) ? JSON.stringify(code) : `'${code}'`;

const lineIndent = (text: string, at: number): string => /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", at - 1) + 1))?.[0] ?? "";

/** The indentation of what begins its line; undefined where something stands before it. */
function indentAt(text: string, at: number): string | undefined {
  const before = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  return /^[ \t]*$/.test(before) ? before : undefined;
}
