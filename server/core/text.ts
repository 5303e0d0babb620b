/** Half-open range of UTF-16 offsets into one text: `{ start: 3, end: 6 }` covers the characters 3, 4 and 5. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place for a person: `{ line: 1, column: 1 }` is the first character. Both count from 1; columns are UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** `contains({ start: 3, end: 6 }, 6)` is true: the end counts, as a cursor behind the last character still touches the word. */
export const contains = (span: Span, offset: number): boolean => span.start <= offset && offset <= span.end;

export const within = (inner: Span, outer: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** The offset at which each line starts: `"a\nb"` gives `[0, 2]`. Line ends are LF, CRLF and CR. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 13 && text.charCodeAt(i + 1) === 10) continue;
    if (unit === 10 || unit === 13) starts.push(i + 1);
  }
  return starts;
}

/** Index (from 0) of the line that holds the offset: the last entry of `starts` that is not behind it. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** `positionAt([0, 2], 2)` is `{ line: 2, column: 1 }`. */
export function positionAt(starts: readonly number[], offset: number): Position {
  const line = lineAt(starts, offset);
  return { line: line + 1, column: offset - (starts[line] as number) + 1 };
}
