/** The comments that silence findings: `// faultline-disable-next-line RULE -- reason` and their like. */
import type { Edit, Finding, Fix, SourceFile } from "./contract";
import type { Comment, Expr, Func, Template } from "./facts";
import { hasElements, inMarkup, scriptAround } from "./source";
import { lineAt, lineStarts, type Span } from "./text";
import { eachExpression, eachStatement, expressions } from "./walk";

export const UNUSED = "unused-disable";

export interface Suppression {
  readonly comment: Comment;
  /** Rule ids; empty for all rules. */
  readonly rules: readonly string[];
  /** What it covers, as lines from 0, both ends included. */
  readonly from: number;
  readonly to: number;
}

const lines = new WeakMap<SourceFile, readonly number[]>();

/** The line starts of a file, worked out once. */
function startsOf(file: SourceFile): readonly number[] {
  const known = lines.get(file) ?? lineStarts(file.text);
  lines.set(file, known);
  return known;
}

const DIRECTIVE = /^faultline-(disable-next-line|disable-line|disable|enable)(?![\w-])(.*)$/s;

/** The suppressions of a file. `faultline-disable X` reaches to the next `faultline-enable` (of X, or of all) or the end. */
export function suppressionsOf(file: SourceFile): readonly Suppression[] {
  const starts = startsOf(file);
  const found: Suppression[] = [];
  const comments = file.facts.comments.map((comment) => ({ comment, match: DIRECTIVE.exec(comment.text) })).filter((c) => c.match);
  const closings = comments
    .filter(({ match }) => match?.[1] === "enable")
    .map(({ comment, match }) => ({ comment, rules: namesIn(match?.[2] ?? "") }));
  for (const { comment, match } of comments) {
    const kind = match?.[1];
    const rules = namesIn(match?.[2] ?? "");
    const line = lineAt(starts, comment.span.start);
    const end = lineAt(starts, comment.span.end);
    if (kind === "disable-next-line") found.push({ comment, rules, from: end + 1, to: end + 1 });
    else if (kind === "disable-line") found.push({ comment, rules, from: line, to: end });
    else if (kind === "disable") {
      const closing = closings.find((c) => c.comment.span.start > comment.span.start && ends(c.rules, rules));
      found.push({ comment, rules, from: line, to: closing ? lineAt(starts, closing.comment.span.start) : starts.length });
    }
  }
  return found;
}

const ends = (enabled: readonly string[], disabled: readonly string[]): boolean =>
  enabled.length === 0 || disabled.some((r) => enabled.includes(r));

/** `a-rule, other-rule -- because` gives `["a-rule","other-rule"]`. */
const namesIn = (text: string): readonly string[] =>
  (text.split(/(?:^|\s)--(?:\s|$)/)[0] ?? "")
    .split(/[\s,]+/)
    .map((w) => w.trim())
    .filter((w) => w !== "");

/** The findings that no comment silences, and what there is to say of comments that silence nothing. */
export function suppress(
  file: SourceFile,
  findings: readonly Finding[],
  active: ReadonlySet<string>,
): { readonly kept: readonly Finding[]; readonly unused: readonly Omit<Finding, "severity">[] } {
  const suppressions = suppressionsOf(file);
  if (suppressions.length === 0) return { kept: findings, unused: [] };
  const starts = startsOf(file);
  const used = new Map<Suppression, Set<string>>(suppressions.map((s) => [s, new Set()]));
  const kept = findings.filter((finding) => {
    const line = lineAt(starts, finding.span.start);
    const hit = suppressions.filter((s) => s.from <= line && line <= s.to && (s.rules.length === 0 || s.rules.includes(finding.rule)));
    for (const s of hit) used.get(s)?.add(finding.rule);
    return hit.length === 0;
  });
  const unused = suppressions.flatMap((s) => {
    const idle = s.rules.filter((r) => active.has(r) && !used.get(s)?.has(r));
    if (s.rules.length === 0 ? (used.get(s)?.size ?? 0) > 0 : idle.length === 0) return [];
    const what = s.rules.length === 0 ? "anything" : idle.join(", ");
    const whole = s.rules.length === 0 || idle.length === s.rules.length;
    const fixes: Fix[] = whole
      ? [
          {
            title: "Remove this comment",
            edits: [removal(file.text, commentSpan(file.text, s.comment.span))],
            preferred: true,
            safe: false,
          },
        ]
      : [];
    return [
      {
        rule: UNUSED,
        span: s.comment.span,
        message: `This comment silences nothing: ${what} is not reported here`,
        fixes,
        related: [],
        tag: "unnecessary" as const,
      },
    ];
  });
  return { kept, unused };
}

/** Takes a comment out; what stood apart by it alone stays apart: `async/* … *\/function`, `a/* … two lines *\/b`. */
function removal(text: string, span: Span): Edit {
  const [before = "", after = ""] = [text[span.start - 1], text[span.end]];
  const removed = text.slice(span.start, span.end);
  const whole = (before === "" || before === "\n") && removed.endsWith("\n");
  if (!whole && /[\n\r\u2028\u2029]/.test(removed)) return { span, newText: "\n" };
  return { span, newText: [WORD, OPERATOR].some((kind) => kind.test(before) && kind.test(after)) ? " " : "" };
}

const WORD = /[\p{L}\p{N}_$#@"'`\\\p{Surrogate}]/u;
const OPERATOR = /[-+*/<>=&|!?.%^]/;

/** With its braces in JSX, and with the whole line where nothing else stands on it. */
function commentSpan(text: string, span: Span): Span {
  let { start, end } = span;
  if (text[start - 1] === "{" && text[end] === "}") {
    start--;
    end++;
  }
  let lineStart = start;
  while (text[lineStart - 1] === " " || text[lineStart - 1] === "\t") lineStart--;
  const alone = lineStart === 0 || text[lineStart - 1] === "\n";
  const lineEnd = /^[ \t]*\r?\n/.exec(text.slice(end));
  if (alone && lineEnd) return { start: lineStart, end: end + lineEnd[0].length };
  return { start: lineStart, end };
}

/** A fix for every finding: the comment that silences it, on the line above; none where that line is text, inside a tag or a `#!`. */
export function disableFix(file: SourceFile, finding: { readonly rule: string; readonly span: Span }): Fix | undefined {
  const at = lineStart(file.text, finding.span.start);
  if (insideTemplate(file, at) || file.text.startsWith("#!", at)) return undefined;
  const indent = /^[ \t]*/.exec(file.text.slice(at, finding.span.start))?.[0] ?? "";
  const words = `faultline-disable-next-line ${finding.rule} -- reason`;
  const comment = commentAt(file, at, words);
  if (comment === undefined) return undefined;
  const edits = [{ span: { start: at, end: at }, newText: `${indent}${comment}\n` }];
  return { title: `Disable ${finding.rule} for this line`, edits, preferred: false, safe: false };
}

/** Where the line begins that an offset stands in. */
function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !/[\n\r]/.test(text[at - 1] as string)) at--;
  return at;
}

/** The words as a comment of the code or of the markup that a line begins in. */
function commentAt(file: SourceFile, at: number, words: string): string | undefined {
  if (scriptAround(file, at)) return amongElements(file, at) ? `{/* ${words} */}` : `// ${words}`;
  return inMarkup(file, at) ? `<!-- ${words} -->` : undefined;
}

/** Whether a line begins among the children of a JSX element: a tag or `{` that follows a tag or `}`. */
function amongElements(file: SourceFile, at: number): boolean {
  if (!hasElements(file) || !/^\s*[<{]/.test(file.text.slice(at, at + 200))) return false;
  const before = file.text.slice(Math.max(0, at - 400), at).trimEnd();
  return (before.endsWith(">") && !before.endsWith("=>")) || before.endsWith("}");
}

/** Whether the offset stands in the text of a template, where a comment would become part of it. */
function insideTemplate({ text, facts }: SourceFile, offset: number): boolean {
  const around = ({ span }: { readonly span: Span }): boolean => span.start < offset && offset < span.end;
  return facts.functions.some(
    (func) =>
      around(func) &&
      templatesOf(func).some((template) => {
        const isBeforeHole = (p: string | Expr) =>
          typeof p !== "string" && offset < p.span.end && /^\s*$/.test(text.slice(offset, Math.max(offset, p.span.start)));
        return around(template) && !template.parts.some(isBeforeHole);
      }),
  );
}

const templates = new WeakMap<Func, readonly Template[]>();

function templatesOf(func: Func): readonly Template[] {
  const known = templates.get(func);
  if (known) return known;
  const found: Template[] = [];
  eachStatement(func.body, (stmt) => {
    for (const root of expressions(stmt)) eachExpression(root, (expr) => void (expr.kind === "template" && found.push(expr)));
  });
  templates.set(func, found);
  return found;
}
