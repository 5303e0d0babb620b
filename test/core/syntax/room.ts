import { parse } from "../../../server/core/syntax";
import type { Span } from "../../../server/core/text";

const ROOM = 60;

/** The text with blanks behind each of its parts, as the server keeps them behind the one that is edited. */
export const roomy = (path: string, text: string): string =>
  parse(path, text)
    .facts.ends.slice(0, -1)
    .reduceRight((all, end) => all.slice(0, end) + " ".repeat(ROOM) + all.slice(end), text);

/** The same edit, with as many blanks less behind it as it is longer, so that nothing moves behind them; nothing where there are too few. */
export function absorbed(text: string, edit: { readonly span: Span; readonly text: string }): typeof edit | undefined {
  const { start, end } = edit.span;
  const gap = text.indexOf(" ".repeat(ROOM / 4), end);
  const [{ length: room } = ""] = /^ */.exec(text.slice(Math.max(gap, 0))) ?? [];
  const left = room - (edit.text.length - (end - start));
  if (gap < 0 || left < ROOM / 4) return undefined;
  return { span: { start, end: gap + room }, text: edit.text + text.slice(end, gap) + " ".repeat(left) };
}
