import { Tokenizer } from "htmlparser2";
import type { Span } from "../text";

/** `<script lang="ts">` with its brackets, or `</script>`. */
export interface Tag {
  readonly kind: "open" | "empty" | "close";
  /** In small letters. */
  readonly name: string;
  readonly span: Span;
  /** By name in small letters; `""` for one without a value. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** `<!-- why -->`, whole. An open one reaches to the end of the text. */
export interface Remark {
  readonly kind: "comment";
  readonly span: Span;
}

/**
 * The tags and comments of a text from `from` on, in order: what stands in a `<script>`, a `<style>` or a `<textarea>` holds none, as
 * HTML defines it. `<script />` is empty, as it is in components. Any text gives some; a tag that is not closed gives none.
 */
export function tagsOf(text: string, from = 0): readonly (Tag | Remark)[] {
  const found: (Tag | Remark)[] = [];
  let name = "";
  let start = 0;
  let attribute = "";
  let value = "";
  let attributes = new Map<string, string>();
  const at = (offset: number): number => from + offset;
  const tag = (kind: Tag["kind"], end: number): void => {
    found.push({ kind, name, span: { start, end: at(end) }, attributes });
  };
  const comment = (open: number, end: number): void => {
    const mark = text.startsWith("<!--", open - 4) ? open - 4 : text.lastIndexOf("<", open);
    found.push({ kind: "comment", span: { start: mark, end: Math.min(end, text.length) } });
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: false, recognizeSelfClosing: true },
    {
      onopentagname(open, end) {
        name = text.slice(at(open), at(end)).toLowerCase();
        start = at(open) - 1;
        attributes = new Map();
      },
      onattribname(open, end) {
        attribute = text.slice(at(open), at(end)).toLowerCase();
        value = "";
      },
      onattribdata(open, end) {
        value += text.slice(at(open), at(end));
      },
      onattribend() {
        if (!attributes.has(attribute)) attributes.set(attribute, value);
      },
      onopentagend: (end) => tag("open", end + 1),
      onselfclosingtag: (end) => tag("empty", end + 1),
      onclosetag(open, end) {
        name = text.slice(at(open), at(end)).toLowerCase();
        start = at(open) - 2;
        attributes = new Map();
        const close = text.indexOf(">", at(end));
        tag("close", (close < 0 ? text.length : close + 1) - from);
      },
      oncomment: (open, end) => comment(at(open), at(end) + 1),
      oncdata: () => {},
      ondeclaration: () => {},
      onprocessinginstruction: () => {},
      onattribentity: () => {},
      ontextentity: () => {},
      ontext: () => {},
      onend: () => {},
    },
  );
  tokenizer.write(from === 0 ? text : text.slice(from));
  tokenizer.end();
  return found;
}
