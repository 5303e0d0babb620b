import * as ts from "typescript";
import type { Span } from "../text";

/** Where the first token of a node begins: `/* why *\/ x` begins at `x`. TypeScript's own `pos` is before blanks and comments. */
export function startOf(text: string, node: ts.Node): number {
  if (node.kind === ts.SyntaxKind.JsxText) return node.pos;
  const unit = text.charCodeAt(node.pos);
  if (unit > 64 && unit < 127 && unit !== 124) return node.pos;
  return skipTrivia(text, node.pos, node.end);
}

export const spanOf = (text: string, node: ts.Node): Span => ({ start: startOf(text, node), end: node.end });

/** The offset of the first character from `at` on, and before `end`, that is neither blank nor comment. */
export function skipTrivia(text: string, at: number, end: number): number {
  let pos = at;
  while (pos < end) {
    const unit = text.charCodeAt(pos);
    if (unit === SLASH) {
      const past = commentEnd(text, pos);
      if (past === undefined) return pos;
      pos = past;
    } else if (unit <= 32 || (unit > 127 && isWideBlank(unit))) pos++;
    else if (unit === HASH && pos === 0 && text.charCodeAt(1) === BANG) pos = lineEnd(text, pos);
    else if (isConflictMark(text, pos, unit)) pos = conflictEnd(text, pos, unit);
    else return pos;
  }
  return end;
}

/** Where the comment that begins at `at` ends; nothing if none begins there. */
export function commentEnd(text: string, at: number): number | undefined {
  if (text.charCodeAt(at) !== SLASH) return undefined;
  const next = text.charCodeAt(at + 1);
  if (next === SLASH) return lineEnd(text, at + 2);
  if (next !== STAR) return undefined;
  const close = text.indexOf("*/", at + 2);
  return close < 0 ? text.length : close + 2;
}

export function lineEnd(text: string, at: number): number {
  let pos = at;
  while (pos < text.length && !isLineBreak(text.charCodeAt(pos))) pos++;
  return pos;
}

const SLASH = 47;
const STAR = 42;
const HASH = 35;
const BANG = 33;

const isLineBreak = (unit: number): boolean => unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029;

function isWideBlank(unit: number): boolean {
  return (
    unit === 0xa0 ||
    unit === 0x85 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200b) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000 ||
    unit === 0xfeff
  );
}

/** `<<<<<<< HEAD` at the start of a line: the parser takes the marks of a merge conflict for blanks. */
function isConflictMark(text: string, at: number, unit: number): boolean {
  if (unit !== 60 && unit !== 61 && unit !== 62 && unit !== 124) return false;
  if (at > 0 && !isLineBreak(text.charCodeAt(at - 1))) return false;
  for (let i = 1; i < 7; i++) if (text.charCodeAt(at + i) !== unit) return false;
  return unit === 61 || text.charCodeAt(at + 7) === 32;
}

/** A mark of a side ends with its line; the base and the other side are skipped up to the next mark. */
function conflictEnd(text: string, at: number, unit: number): number {
  if (unit === 60 || unit === 62) return lineEnd(text, at);
  let pos = at + 1;
  while (pos < text.length) {
    const other = text.charCodeAt(pos);
    if ((other === 61 || other === 62) && other !== unit && isConflictMark(text, pos, other)) return pos;
    pos++;
  }
  return pos;
}
