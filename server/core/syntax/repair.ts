import * as ts from "typescript";
import { startOf } from "./trivia";

/** Where a string that its author has not closed begins, and where it most likely ends: both offsets into the text. */
export type OpenStrings = ReadonlyMap<number, number>;

/**
 * `if (e.code === "A) {` swallows the bracket and the brace, and the block's end then closes the function around. The strings of a
 * file that swallow code in this way; empty for a file that is whole.
 */
export function openStrings(text: string, file: ts.SourceFile): OpenStrings {
  const found = new Map<number, number>();
  for (const { code, start: lineEnd } of diagnosticsOf(file)) {
    const start = code === UNTERMINATED ? stringEndingAt(text, file, lineEnd) : undefined;
    if (start === undefined) continue;
    const length = ownLength(text.slice(start + 1, lineEnd), /\bcase\s*$/.test(text.slice(Math.max(0, start - 20), start)));
    if (length !== undefined) found.set(start, start + 1 + length);
  }
  return found;
}

/** What the parser did not understand; TypeScript keeps it in the tree without declaring it. */
export function diagnosticsOf(file: ts.SourceFile): readonly { readonly code: number; readonly start: number; readonly length: number }[] {
  return (file as unknown as { readonly parseDiagnostics: ReturnType<typeof diagnosticsOf> }).parseDiagnostics;
}

/** The text with those strings closed, as long as before: `"ABC) {` becomes `"AB") {`, and `") {` becomes `0) {`. */
export function closeStrings(text: string, open: OpenStrings): string {
  let closed = "";
  let from = 0;
  for (const [start, end] of [...open].sort(([a], [b]) => a - b)) {
    if (start < from) continue;
    closed += text.slice(from, start) + standIn(text, start, end);
    from = end;
  }
  return closed + text.slice(from);
}

/** A string without room for its second quote becomes a number, or a blank where that would be read as part of a name. */
function standIn(text: string, start: number, end: number): string {
  const quote = text.charAt(start);
  if (end - start > 1) return quote + text.slice(start + 1, end - 1) + quote;
  return /[\w$\u0080-\uffff]/.test(text.charAt(start - 1)) ? " " : "0";
}

/** The parser's number for "Unterminated string literal". */
const UNTERMINATED = 1002;

function stringEndingAt(text: string, root: ts.Node, end: number): number | undefined {
  if (root.kind === ts.SyntaxKind.StringLiteral) {
    return root.end === end && (root as ts.StringLiteral).isUnterminated === true ? startOf(text, root) : undefined;
  }
  return ts.forEachChild(root, (child) => (child.pos < end && end <= child.end ? stringEndingAt(text, child, end) : undefined));
}

/**
 * How much of the line belongs to the string: up to a bracket that closes what the string did not open, up to the colon of a case,
 * up to a comma or semicolon at the end. Nothing if all of it may.
 */
function ownLength(line: string, isCase: boolean): number | undefined {
  let depth = 0;
  for (let i = 0; i < line.length; i++) {
    const c = line[i] as string;
    if ("([{".includes(c)) depth++;
    else if (")]}".includes(c) && --depth < 0) return i;
  }
  const end = line.search(isCase ? /[:;,]\s*$/ : /[;,]\s*$/);
  return end < 0 ? undefined : end;
}
