import { Tokenizer } from "htmlparser2";

/** What is told of a page, in order. Tags that HTML closes by itself are not told to close. */
export interface TagHandler {
  onopentag(name: string, attributes: Readonly<Record<string, string>>): void;
  onclosetag(name: string): void;
  ontext(text: string): void;
}

/** Reads HTML piece by piece. Nothing is kept of what is open, so that a page of open tags costs no more than another. */
export function tagReader(handler: TagHandler): { readonly write: (text: string) => void; readonly end: () => void } {
  let whole = "";
  let name = "";
  let attribute = "";
  let value = "";
  let attributes: Record<string, string> = {};
  const part = (start: number, end: number): string => whole.slice(start, end);
  const open = (): void => handler.onopentag(name, attributes);
  const nothing = (): void => undefined;
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        name = part(start, end).toLowerCase();
        attributes = {};
      },
      onattribname(start, end) {
        attribute = part(start, end).toLowerCase();
        value = "";
      },
      onattribdata(start, end) {
        value += part(start, end);
      },
      onattribentity(codepoint) {
        value += String.fromCodePoint(codepoint);
      },
      onattribend() {
        if (attribute === "rowspan" || attribute === "colspan") attributes[attribute] = value;
      },
      onopentagend: open,
      onselfclosingtag: open,
      onclosetag: (start, end) => handler.onclosetag(part(start, end).trim().toLowerCase()),
      ontext: (start, end) => handler.ontext(part(start, end)),
      ontextentity: (codepoint) => handler.ontext(String.fromCodePoint(codepoint)),
      oncdata: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      onend: nothing,
    },
  );
  return {
    write(text) {
      whole += text;
      tokenizer.write(text);
    },
    end: () => tokenizer.end(),
  };
}
