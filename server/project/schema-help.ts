/** What our JSON Schemas say at a place of a file: for catalogs, whose names no editor can know. */
import { findNodeAtOffset, getLocation, type Node, parseTree } from "jsonc-parser";
import provider from "../../catalog/model/provider.schema.json";
import { properties } from "../../catalog/validate/tree";
import type { Completion } from "../core/analysis";
import type { Span } from "../core/text";

/** As much of JSON Schema as ours use. */
interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly type?: string | readonly string[];
}

const root = provider as unknown as Schema & { readonly $defs: Readonly<Record<string, Schema>> };

/** The keys that an object of a catalog can still have at an offset, and the words that a value can be. */
export function completeCatalog(text: string, offset: number): readonly Completion[] {
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  const span = replaced(text, offset, previousNode);
  if (!isAtPropertyKey) {
    const words = schemasAt(path).flatMap((schema) => wordsOf(schema).map((value) => item(JSON.stringify(value), span, describe(schema))));
    return distinct(words);
  }
  const object = objectAt(text, offset);
  const taken = new Set(properties(object).map(({ key }) => key.value));
  const follows = /^"?\s*:/.test(text.slice(span.end));
  const keys = schemasAt(path.slice(0, -1)).flatMap((schema) =>
    Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
      if (taken.has(name) && name !== previousNode?.value) return [];
      return [{ ...item(JSON.stringify(name), span, describe(value)), newText: `${JSON.stringify(name)}${follows ? "" : ": "}` }];
    }),
  );
  return distinct(keys);
}

/** What a key, or the value behind it, is for. */
export function describeCatalog(text: string, offset: number): { readonly span: Span; readonly text: string } | undefined {
  const node = findNodeAtOffset(parseTree(text) ?? { type: "null", offset: 0, length: 0 }, offset);
  if (!node || node.type === "object" || node.type === "array") return undefined;
  const said = schemasAt(getLocation(text, offset).path)
    .map(describe)
    .find((one) => one !== "");
  return said === undefined ? undefined : { span: { start: node.offset, end: node.offset + node.length }, text: said };
}

const item = (label: string, span: Span, documentation: string): Completion => ({
  label: label.replace(/^"|"$/g, ""),
  span,
  newText: label,
  detail: "",
  documentation,
  sortText: label,
});

const distinct = (all: readonly Completion[]): readonly Completion[] => [...new Map(all.map((one) => [one.label, one])).values()];

/** The string or word that the cursor is in, else the cursor itself. */
function replaced(text: string, offset: number, node: Node | undefined): Span {
  if (node && node.offset <= offset && offset <= node.offset + node.length && text[node.offset] === '"')
    return { start: node.offset, end: node.offset + node.length };
  return { start: offset, end: offset };
}

function objectAt(text: string, offset: number): Node | undefined {
  let node = findNodeAtOffset(parseTree(text) ?? { type: "null", offset: 0, length: 0 }, offset, true);
  while (node && node.type !== "object") node = node.parent;
  return node;
}

const describe = ({ description = "", $ref }: Schema): string => description || ($ref === undefined ? "" : describe(target($ref)));

/** All that can stand at a path, alternatives and references followed. */
function schemasAt(path: readonly (string | number)[]): readonly Schema[] {
  let schemas: readonly Schema[] = alternatives(root);
  for (const segment of path) {
    schemas = schemas.flatMap((schema) => {
      const inner = typeof segment === "number" ? schema.items : (schema.properties?.[segment] ?? schema.additionalProperties);
      return typeof inner === "object" ? alternatives(inner) : [];
    });
  }
  return schemas;
}

/** The description that stands nearest to the place counts for all that it may be. */
function alternatives(schema: Schema): readonly Schema[] {
  const own =
    schema.$ref === undefined ? schema : { ...target(schema.$ref), ...(schema.description ? { description: schema.description } : {}) };
  const inner = (own.anyOf ?? []).flatMap((one) =>
    alternatives(own.description && !one.description ? { ...one, description: own.description } : one),
  );
  return [own, ...inner];
}

const target = (ref: string): Schema => root.$defs[ref.replace("#/$defs/", "")] ?? {};

/** `["never", "backoff"]` of an enumeration, `true` of a constant. */
const wordsOf = ({ enum: words, const: word, type }: Schema): readonly unknown[] =>
  words ?? (word === undefined ? (type === "boolean" ? [true, false] : []) : [word]);
