import type * as ts from "typescript";
import type { Expr, Literal, Regex } from "../facts";
import { type Draft, plainLiteral } from "./draft";
import { spanOf } from "./trivia";

/** `"card_declined"`, and a template without holes. */
export function lowerString(d: Draft, node: ts.StringLiteral | ts.NoSubstitutionTemplateLiteral): Literal {
  const span = spanOf(d.text, node);
  const end = d.open.get(span.start);
  if (end !== undefined) return openString(d, span.start, end);
  const unterminated = node.isUnterminated === true;
  const valueSpan = { start: Math.min(span.start + 1, span.end), end: unterminated ? span.end : Math.max(span.start + 1, span.end - 1) };
  const value = node.text;
  const length = valueSpan.end - valueSpan.start;
  const escaped = length !== value.length || !d.text.startsWith(value, valueSpan.start);
  return { kind: "literal", value, span, valueSpan, escaped, unterminated };
}

/** A string that swallowed the code behind it ends where that code begins. */
function openString(d: Draft, start: number, end: number): Literal {
  const valueSpan = { start: start + 1, end };
  const value = d.text.slice(start + 1, end);
  return { kind: "literal", value, span: { start, end }, valueSpan, escaped: false, unterminated: true };
}

/** `404`, `0x1F`, `1_000`. */
export function lowerNumber(d: Draft, node: ts.NumericLiteral): Literal {
  const span = spanOf(d.text, node);
  const end = d.open.get(span.start);
  if (end !== undefined) return openString(d, span.start, end);
  const value = Number(node.text);
  return plainLiteral(value, span, d.text.slice(span.start, span.end) !== String(value));
}

/** `/^E[A-Z]+$/i` */
export function lowerRegex(d: Draft, node: ts.RegularExpressionLiteral): Regex {
  const close = node.text.lastIndexOf("/");
  const closed = node.isUnterminated !== true && close > 0;
  return {
    kind: "regex",
    source: closed ? node.text.slice(1, close) : node.text.slice(1),
    flags: closed ? node.text.slice(close + 1) : "",
    span: spanOf(d.text, node),
  };
}

/** A place that can be read twice at no cost: `err`, `err.response.data`, `(err as ApiError).body`. */
export function isPlain(expr: Expr): boolean {
  switch (expr.kind) {
    case "local":
    case "global":
    case "import":
    case "this":
      return true;
    case "member":
      return expr.index === undefined && isPlain(expr.object);
    case "cast":
      return isPlain(expr.value);
    default:
      return false;
  }
}
