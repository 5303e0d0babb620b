import { modify, type Node } from "jsonc-parser";
import { child, items, parse } from "../../catalog/validate/tree";
import type { Edit } from "../core/analysis";

/** As `faultline.json` writes it: `{ "call": "acme.request", "provider": "acme" }`. */
export type WrittenBind = { readonly provider: string } & (
  | { readonly call: string }
  | { readonly host: string }
  | { readonly env: string }
  | { readonly files: string }
);

/** What a new `faultline.json` holds. */
export const configurationWith = (bind: WrittenBind): string => `{\n  "bind": [\n    ${inline(bind)}\n  ]\n}\n`;

/**
 * The edit that adds a binding behind those that are there, and leaves comments and layout as they are. Nothing where the file is
 * broken, or where it has the binding already: what a person is in the middle of writing stays as it is.
 */
export function addBind(text: string, bind: WrittenBind): Edit | undefined {
  if (text.trim() === "") return { span: { start: 0, end: text.length }, newText: configurationWith(bind) };
  const { root, problems } = parse(text);
  if (root?.type !== "object" || problems.length > 0) return undefined;
  const list = child(root, "bind");
  if (list && list.type !== "array") return undefined;
  if (items(list).some((item) => Object.entries(bind).every(([key, value]) => child(item, key)?.value === value))) return undefined;
  const edit = appended(text, root, list, bind);
  if (edit && isRight(text, edit, bind)) return edit;
  const [plain] = modify(text, ["bind", -1], bind, { isArrayInsertion: true, formattingOptions: { insertSpaces: true, tabSize: 2 } });
  return plain && isRight(text, asEdit(plain), bind) ? asEdit(plain) : undefined;
}

/** On a line of its own behind a last line of its own, whose comment stays with it. */
function appended(text: string, root: Node, list: Node | undefined, bind: WrittenBind): Edit | undefined {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const container = list ?? root;
  const last = container.children?.at(-1);
  if (!last) return undefined;
  const start = text.lastIndexOf("\n", last.offset - 1) + 1;
  const indent = text.slice(start, last.offset);
  const end = last.offset + last.length;
  const rest = /^(,?)([ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)?[ \t]*)(?=\r?\n)/.exec(text.slice(end));
  if (!/^[ \t]*$/.test(indent) || start === 0 || !rest) return undefined;
  const [all, comma = "", comment = ""] = rest;
  const unit = indent.includes("\t") ? "\t" : indent || "  ";
  const inner = `${eol}${indent}${unit}`;
  const added = list ? inline(bind) : `"bind": [${inner}${inline(bind)}${eol}${indent}]`;
  return { span: { start: end, end: end + all.length }, newText: `,${comment.trimEnd()}${eol}${indent}${added}${comma}` };
}

/** The edited file is JSON, and holds what it held and the binding. */
function isRight(text: string, { span, newText }: Edit, bind: WrittenBind): boolean {
  const before = parse(text).root;
  const { root, problems } = parse(text.slice(0, span.start) + newText + text.slice(span.end));
  const list = items(child(root, "bind"));
  const count = items(child(before, "bind")).length;
  const item = list.at(-1);
  return (
    problems.length === 0 && list.length === count + 1 && Object.entries(bind).every(([key, value]) => child(item, key)?.value === value)
  );
}

const asEdit = ({ offset, length, content }: ReturnType<typeof modify>[number]): Edit => ({
  span: { start: offset, end: offset + length },
  newText: content,
});

const inline = (bind: WrittenBind): string =>
  `{ ${Object.entries(bind)
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(", ")} }`;
