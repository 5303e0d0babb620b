/**
 * Text from a file, safe for a terminal: escape sequences and other control characters are gone, and so are the marks that turn
 * the direction of writing, by which text can look like other text. Tabs and line ends are control characters too.
 */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, "");

/** Columns of a terminal that a text takes: CJK and emoji take two, combining marks none. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += /^\p{Mn}|^\p{Me}|^\u200d|^\ufe0f/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}

const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|^\p{Emoji_Presentation}/u;
