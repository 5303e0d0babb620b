import type { Node } from "jsonc-parser";
import type { ProviderFile } from "../model/file";
import { child, items, parse, properties } from "../validate/tree";
import type { Change, Merged } from "./merge";
import { print } from "./print";
import { codeKey, mainOf, type Section, type Unit } from "./units";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text of a catalog with what a merge changes in it. Comments, order and layout of all else stay. */
export function rewrite(text: string, file: ProviderFile, { changes, added, imported }: Merged): string {
  const { root } = parse(text);
  if (!root) return text;
  const unit = unitOf(text, root);
  const edits = [...changed(text, root, file, changes, unit)];
  const sections = new Map<Section, Unit[]>();
  for (const one of added) sections.set(one.section, [...(sections.get(one.section) ?? []), one]);
  const fresh: [string, unknown][] = [];
  for (const [section, units] of sections) {
    const holder = child(root, section);
    if (!holder || (holder.children?.length ?? 0) === 0) {
      const whole = wholeOf(section, units);
      if (holder) edits.push({ start: holder.offset, end: holder.offset + holder.length, text: print(whole, unit, unit.length, unit) });
      else fresh.push([section, whole]);
    } else
      edits.push(
        ...append(
          text,
          holder,
          units.map((one): [string, unknown] => [one.id, one.value]),
          unit,
        ),
      );
  }
  const record = properties(root).find(({ key }) => key.value === "imported");
  if (record)
    edits.push({
      start: record.value.offset,
      end: record.value.offset + record.value.length,
      text: print(imported, unit, unit.length, unit),
    });
  else fresh.push(["imported", imported]);
  if (record && fresh.length > 0)
    edits.push({
      start: record.key.offset,
      end: record.key.offset,
      text: fresh.map(([key, value]) => `${member(key, value, unit, unit)},${eolOf(text)}${unit}`).join(""),
    });
  else if (fresh.length > 0) edits.push(...append(text, root, fresh, unit));
  return withEnds(apply(text, edits), text);
}

function wholeOf(section: Section, units: readonly Unit[]): unknown {
  if (section === "name" || section === "docs") return units[0]?.value;
  if (section === "sources" || section === "vocabularies" || section === "statuses")
    return Object.fromEntries(units.map(({ id, value }) => [id, value]));
  return units.map(({ value }) => value);
}

/** Each unit that has changed properties, rewritten where it stands. */
function* changed(text: string, root: Node, file: ProviderFile, changes: readonly Change[], unit: string): Generator<Edit> {
  const done = changes.filter(
    ({ kind, property, section }) =>
      (kind === "changed" || kind === "removed" || kind === "added") && (property !== "" || kind === "changed") && section !== undefined,
  );
  const byUnit = new Map<string, Change[]>();
  for (const change of done) byUnit.set(change.key, [...(byUnit.get(change.key) ?? []), change]);
  const codes = byUnit.size > 0 ? codeNodes(root, file) : new Map<string, Node>();
  for (const [key, [first, ...rest]] of byUnit) {
    if (!first) continue;
    const node = nodeOf(root, first, codes);
    if (!node) continue;
    const indent = indentAt(text, node.offset);
    const own = text.slice(node.offset, node.offset + node.length);
    const next = first.property === "" ? print(first.after, indent, indent.length, unit) : edited(own, [first, ...rest], indent, unit);
    if (key !== "") yield { start: node.offset, end: node.offset + node.length, text: next };
  }
}

function codeNodes(root: Node, file: ProviderFile): ReadonlyMap<string, Node> {
  const main = mainOf(file);
  return new Map(
    items(child(root, "codes")).map((node) => {
      const vocabulary = child(node, "vocabulary")?.value;
      const entry = { code: (child(node, "code") ?? node).value, ...(typeof vocabulary === "string" && { vocabulary }) };
      return [codeKey(entry, main), node];
    }),
  );
}

function nodeOf(root: Node, { section, id, key }: Change, codes: ReadonlyMap<string, Node>): Node | undefined {
  const holder = child(root, section);
  switch (section) {
    case "name":
    case "docs":
      return holder;
    case "codes":
      return codes.get(key);
    case "envelopes":
      return items(holder).find((node) => (child(node, "id")?.value ?? "error") === id);
    case "messages":
      return items(holder).find((node) => child(node, "pattern")?.value === id);
    case "baseUrls":
    case "hosts":
    case "issues":
      return items(holder).find((node) => node.value === id);
    default:
      return child(holder, id);
  }
}

/** One entry with some of its properties changed: `"gone"` becomes `{ "code": "gone", "status": 410 }`. */
function edited(own: string, changes: readonly Change[], indent: string, unit: string): string {
  let text = own.startsWith("{") ? own : `{ "code": ${own} }`;
  for (const { property, after, section } of changes) {
    const names = section === "codes" && property === "status" ? ["status", "statuses"] : [property];
    const [name, value] =
      section === "codes" && property === "status" && Array.isArray(after)
        ? after.length === 1
          ? ["status", after[0]]
          : ["statuses", after]
        : [property, after];
    const node = parse(text).root;
    const old = node && properties(node).find(({ key }) => names.includes(String(key.value)));
    if (!node) return own;
    if (old && after !== undefined)
      text = apply(text, [
        {
          start: old.key.offset,
          end: old.value.offset + old.value.length,
          text: `${JSON.stringify(name)}: ${print(value, indent + unit)}`,
        },
      ]);
    else if (old) text = without(text, node, old.key.offset, old.value.offset + old.value.length);
    else text = apply(text, append(text, node, [[name, value]], unit));
  }
  return text;
}

/** Without a property, and the comma that parts it from its neighbour. */
function without(text: string, node: Node, start: number, end: number): string {
  const after = /^\s*,\s*/.exec(text.slice(end));
  if (after) return text.slice(0, start) + text.slice(end + after[0].length);
  const before = properties(node).findLast(({ value }) => value.offset + value.length < start)?.value;
  return text.slice(0, before ? before.offset + before.length : start) + text.slice(end);
}

/** Adds to the end of an object or list that is not empty, in the layout that it has. */
function append(text: string, holder: Node, added: readonly (readonly [string, unknown])[], unit: string): readonly Edit[] {
  const [first] = holder.children ?? [];
  const last = holder.children?.at(-1);
  const object = holder.type === "object";
  const eol = eolOf(text);
  if (!first || !last) {
    const inner = added.map(([key, value]) => (object ? member(key, value, "", unit) : print(value))).join(", ");
    return [{ start: holder.offset, end: holder.offset + holder.length, text: object ? `{ ${inner} }` : `[${inner}]` }];
  }
  const end = last.offset + last.length;
  const spread = text.slice(holder.offset, first.offset).includes("\n");
  const indent = spread ? indentAt(text, first.offset) : "";
  const between = spread ? `,${eol}${indent}` : ", ";
  const rest = text.slice(end, holder.offset + holder.length - 1);
  const comma = /^\s*,/.exec(rest)?.[0] ?? "";
  // A comment at the end of the last line stays with what it is about.
  const comment = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)/.exec(rest.slice(comma.length))?.[0] ?? "";
  const inner = added
    .map(([key, value]) => (object ? member(key, value, indent, unit) : print(value, indent, indent.length, unit)))
    .join(between);
  const at = end + comma.length + comment.length;
  const lead = comma === "" ? "," : "";
  const tail = comma === "" ? "" : ",";
  if (comment === "") return [{ start: at, end: at, text: `${lead}${spread ? `${eol}${indent}` : " "}${inner}${tail}` }];
  const parted: Edit[] = lead === "" ? [] : [{ start: end, end, text: lead }];
  return [...parted, { start: at, end: at, text: `${eol}${indent}${inner}${tail}` }];
}

const member = (key: string, value: unknown, indent: string, unit: string): string => {
  const name = `${JSON.stringify(key)}: `;
  return name + print(value, indent, indent.length + name.length, unit);
};

function apply(text: string, edits: readonly Edit[]): string {
  let result = "";
  let done = 0;
  for (const { start, end, text: own } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(done, start) + own;
    done = Math.max(done, end);
  }
  return result + text.slice(done);
}

const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset))?.[0] ?? "";

/** What the first property is indented by; two spaces where all stands on one line. */
function unitOf(text: string, root: Node): string {
  const [first] = root.children ?? [];
  return (first && indentAt(text, first.offset)) || "  ";
}

const eolOf = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");

/** What was printed has the line ends that the file has. */
const withEnds = (text: string, before: string): string => (eolOf(before) === "\n" ? text : text.replace(/\r?\n/g, "\r\n"));
