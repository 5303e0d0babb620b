import * as ts from "typescript";
import type { Comment } from "../facts";
import { commentEnd, skipTrivia } from "./trivia";

const K = ts.SyntaxKind;

const WORDS = /faultline-|retry|retries|retried|404|deliberate|on purpose/gi;

/**
 * The comments that hold a word that matters. The words are looked up in the text first; then only the nodes around them are
 * visited, and comments are read only between tokens, so that `"https://x"`, a regex or the text of JSX is never taken for one.
 */
export function readComments(text: string, file: ts.SourceFile): readonly Comment[] {
  const words = wordsBehindMarks(text);
  if (words.length === 0) return [];
  const search: Search = { text, words, at: 0, found: [] };
  visit(search, file, 0);
  return search.found;
}

/** Offsets of the words that stand behind something that looks like a comment's mark, be it inside a string. */
function wordsBehindMarks(text: string): readonly number[] {
  const words: number[] = [];
  let line = text.indexOf("//");
  let block = text.indexOf("/*");
  let done = 0;
  // Where the comments seen last end: a mark inside one ends where it does, and is not looked at again.
  let lineEnd = 0;
  let blockEnd = 0;
  while (line >= 0 || block >= 0) {
    const isLine = block < 0 || (line >= 0 && line < block);
    const start = isLine ? line : block;
    if (isLine && start >= lineEnd) lineEnd = commentEnd(text, start) ?? start;
    if (!isLine && start + 4 > blockEnd) blockEnd = commentEnd(text, start) ?? start;
    const end = isLine ? lineEnd : blockEnd;
    const from = Math.max(start, done);
    if (end > from) for (const match of text.slice(from, end).matchAll(WORDS)) words.push(from + match.index);
    done = Math.max(done, end);
    if (isLine) line = text.indexOf("//", start + 2);
    else block = text.indexOf("/*", start + 2);
  }
  return words;
}

interface Search {
  readonly text: string;
  /** Where the words stand, in order; those before index `at` are settled. */
  readonly words: readonly number[];
  at: number;
  readonly found: Comment[];
}

/** `file` and what is below, from offset `from`; what lies between two children is punctuation, keywords and trivia. */
function visit(search: Search, root: ts.Node, from: number): void {
  // A frame for each level that is open: deep trees must not exhaust the stack.
  const open: Frame[] = [frameOf(root, from)];
  for (let top = open[0]; top !== undefined; top = open[open.length - 1]) {
    const child = top.children[top.next++];
    if (child === undefined) {
      readGap(search, top.done, top.end);
      open.pop();
      continue;
    }
    readGap(search, top.done, child.pos);
    const from = Math.max(top.done, child.pos);
    top.done = Math.max(top.done, child.end);
    if (!hasWordBefore(search, child.end)) continue;
    if (!isText(child.kind)) open.push(frameOf(child, from));
    else {
      if (child.kind !== K.JsxText) readGap(search, from, skipTrivia(search.text, from, child.end));
      skipWords(search, child.end);
    }
  }
}

interface Frame {
  readonly children: readonly ts.Node[];
  readonly end: number;
  next: number;
  done: number;
}

function frameOf(node: ts.Node, from: number): Frame {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  return { children, end: node.end, next: 0, done: from };
}

function isText(kind: ts.SyntaxKind): boolean {
  switch (kind) {
    case K.StringLiteral:
    case K.NoSubstitutionTemplateLiteral:
    case K.TemplateHead:
    case K.TemplateMiddle:
    case K.TemplateTail:
    case K.RegularExpressionLiteral:
    case K.NumericLiteral:
    case K.BigIntLiteral:
    case K.Identifier:
    case K.PrivateIdentifier:
    case K.JsxText:
    case K.JsxTextAllWhiteSpaces:
      return true;
    default:
      return false;
  }
}

const hasWordBefore = (search: Search, end: number): boolean => (search.words[search.at] ?? Number.POSITIVE_INFINITY) < end;

function skipWords(search: Search, end: number): void {
  while (hasWordBefore(search, end)) search.at++;
}

/** Collects the comments between two tokens. Quotes can stand there only in what the parser skipped, as half-typed strings. */
function readGap(search: Search, start: number, end: number): void {
  const { text } = search;
  let pos = start;
  skipWords(search, start);
  while (pos < end && hasWordBefore(search, end)) {
    const past = commentEnd(text, pos);
    const unit = text.charCodeAt(pos);
    if (past !== undefined) {
      if (hasWordBefore(search, past)) search.found.push({ text: unwrap(text.slice(pos, past)), span: { start: pos, end: past } });
      pos = past;
    } else if (unit === 34 || unit === 39) pos = closingQuote(text, pos, end);
    else pos++;
    skipWords(search, pos);
  }
  skipWords(search, end);
}

function closingQuote(text: string, at: number, end: number): number {
  const quote = text.charCodeAt(at);
  for (let pos = at + 1; pos < end; pos++) {
    const unit = text.charCodeAt(pos);
    if (unit === quote) return pos + 1;
    if (unit === 10 || unit === 13) return pos;
    if (unit === 92) pos++;
  }
  return end;
}

/** `/** a\n * b *\/` is "a\nb". */
function unwrap(comment: string): string {
  if (comment.startsWith("//")) return comment.replace(/^\/+/, "").trim();
  const inside = comment.slice(2, comment.endsWith("*/") && comment.length > 3 ? -2 : undefined);
  return inside
    .replace(/^\*+/, "")
    .replace(/\n[ \t]*\*+[ \t]?/g, "\n")
    .trim();
}
