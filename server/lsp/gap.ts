import { TextDocument } from "vscode-languageserver-textdocument";

/**
 * Blanks at the end of a line that the editor knows nothing of: as text before them grows they shrink, so that nothing behind them moves
 * and most of what is known of the text stays true. Lines and characters of what the editor has are the same with them and without.
 */
export interface Gap {
  /** Offsets of the text that has the blanks. */
  readonly at: number;
  readonly length: number;
  /** Where the part of the text begins that is edited: an edit before it would move the part. */
  readonly from: number;
}

/** How much can be typed in one part before all behind it is read anew, in UTF-16 units. */
const ROOM = 256;

export type ContentChange = Parameters<typeof TextDocument.update>[1][number];

/**
 * Makes an edit of the editor's, and what it takes of the blanks. Gives those that there are then: in another part it opens new ones, if
 * `ends` says where the parts of the text end (`Facts.ends`, before the edit).
 */
export function edit(document: TextDocument, gap: Gap | undefined, change: ContentChange, ends?: readonly number[]): Gap | undefined {
  const replace = (at: number, length: number, text: string): void => {
    const range = { start: document.positionAt(at), end: document.positionAt(at + length) };
    TextDocument.update(document, [{ range, text }], document.version);
  };
  if (!("range" in change)) {
    TextDocument.update(document, [change], document.version);
    return undefined;
  }
  const [start, end] = [document.offsetAt(change.range.start), document.offsetAt(change.range.end)];
  const grown = change.text.length - (end - start);
  if (gap && gap.from <= start && end <= gap.at && grown <= gap.length) {
    TextDocument.update(document, [change], document.version);
    const at = gap.at + grown;
    if (grown > 0) replace(at, grown, "");
    else replace(at, 0, " ".repeat(-grown));
    return { ...gap, at, length: gap.length - grown };
  }
  if (gap) replace(gap.at, gap.length, "");
  TextDocument.update(document, [change], document.version);
  const closed = (offset: number): number => offset - (gap && offset > gap.at ? gap.length : 0);
  const part = ends?.find((each) => end <= each);
  const at = part === undefined ? undefined : lineEndAt(document.getText(), closed(part) + grown);
  if (at === undefined) return undefined;
  replace(at, 0, " ".repeat(ROOM));
  return { at, length: ROOM, from: closed(ends?.findLast((each) => each < start) ?? 0) };
}

/** The end of the line that `offset` is in; nothing where anything but blanks stands before it. */
function lineEndAt(text: string, offset: number): number | undefined {
  const [rest = ""] = /^[^\r\n]*/.exec(text.slice(offset, offset + ROOM)) ?? [];
  return rest.trim() === "" && rest.length < ROOM ? offset + rest.length : undefined;
}
