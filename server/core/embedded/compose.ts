import type { Span } from "../text";

/** Code at its own place in the file: what stands there, or what stands for it, as long as the place. */
export interface Piece {
  readonly start: number;
  readonly code: string;
}

/** `pieceOf(text, span)` is what the text has there. */
export const pieceOf = (text: string, { start, end }: Span): Piece => ({ start, code: text.slice(start, end) });

/**
 * The pieces at their places and blanks around them, as long as the text and with its line breaks: of `<b>\nx` and a piece `x` at 4
 * it is `"   \nx"`. A piece has no line break that the text does not have there; one that reaches into another is left out.
 */
export function compose(text: string, pieces: readonly Piece[]): string {
  let made = "";
  let done = 0;
  for (const { start, code } of pieces.toSorted((a, b) => a.start - b.start)) {
    if (start < done || start + code.length > text.length) continue;
    made += blank(text.slice(done, start)) + code;
    done = start + code.length;
  }
  return made + blank(text.slice(done));
}

/** As long as the text, with its line breaks and nothing else. */
export const blank = (text: string): string => text.replace(/[^\r\n]/g, " ");
