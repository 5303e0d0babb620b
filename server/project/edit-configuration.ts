import { modify, type Node } from "jsonc-parser";
import { child, items, parse } from "../../catalog/validate/tree";
import type { Edit } from "../core/analysis";

/** One item of a list as a file writes it: `"./acme.json"`, `{ "call": "acme.request", "provider": "acme" }`. */
export type Item = string | Readonly<Record<string, string | number>>;

/** A new file whose one list holds one item, behind what else it says: `fileWith("codes", { code: "gone" }, { extends: "acme" })`. */
export const fileWith = (list: string, item: Item, before: Readonly<Record<string, string>> = {}): string => {
  const keys = Object.entries(before).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  return `{\n${keys.join("")}  ${JSON.stringify(list)}: [\n    ${inline(item)}\n  ]\n}\n`;
};

/**
 * The edit that adds an item to a list of a configuration or catalog, behind those that are there, and leaves comments and layout as they
 * are. Nothing where the file is broken, or where it has the item already: what a person is in the middle of writing stays as it is.
 */
export function addItem(text: string, list: string, item: Item): Edit | undefined {
  if (text.trim() === "") return { span: { start: 0, end: text.length }, newText: fileWith(list, item) };
  const { root, problems } = parse(text);
  if (root?.type !== "object" || problems.length > 0) return undefined;
  const array = child(root, list);
  if (array && array.type !== "array") return undefined;
  if (items(array).some((node) => isItem(node, item))) return undefined;
  const edit = appended(text, root, list, item);
  if (edit && isRight(text, edit, list, item)) return edit;
  const [plain] = modify(text, [list, -1], item, { isArrayInsertion: true, formattingOptions: { insertSpaces: true, tabSize: 2 } });
  return plain && isRight(text, asEdit(plain), list, item) ? asEdit(plain) : undefined;
}

/** True for a file that can be read and whose list has the item. */
export const hasItem = (text: string, list: string, item: Item): boolean =>
  items(child(parse(text).root, list)).some((node) => isItem(node, item));

/** On a line of its own behind a last line of its own, whose comment stays with it. */
function appended(text: string, root: Node, list: string, item: Item): Edit | undefined {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const array = child(root, list);
  const container = array ?? root;
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
  const added = array ? inline(item) : `${JSON.stringify(list)}: [${inner}${inline(item)}${eol}${indent}]`;
  return { span: { start: end, end: end + all.length }, newText: `,${comment.trimEnd()}${eol}${indent}${added}${comma}` };
}

/** The edited file is JSON, and holds what it held and the item. */
function isRight(text: string, { span, newText }: Edit, list: string, item: Item): boolean {
  const before = items(child(parse(text).root, list)).length;
  const { root, problems } = parse(text.slice(0, span.start) + newText + text.slice(span.end));
  const now = items(child(root, list));
  const last = now.at(-1);
  return problems.length === 0 && now.length === before + 1 && last !== undefined && isItem(last, item);
}

const isItem = (node: Node, item: Item): boolean =>
  typeof item === "string" ? node.value === item : Object.entries(item).every(([key, value]) => child(node, key)?.value === value);

const asEdit = ({ offset, length, content }: ReturnType<typeof modify>[number]): Edit => ({
  span: { start: offset, end: offset + length },
  newText: content,
});

const inline = (item: Item): string =>
  typeof item === "string"
    ? JSON.stringify(item)
    : `{ ${Object.entries(item)
        .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
        .join(", ")} }`;
