import type { CodeValue } from "../model/types";
import type { Description } from "./description";
import { codeRank } from "./roles";
import { entriesOf, get, listOf, type Obj, objectOf, plain, textOf } from "./value";

/** One field of a body, as a schema has it; several schemas that agree on it make one. */
export interface Field {
  readonly path: readonly string[];
  readonly types: ReadonlySet<string>;
  /** Values that an enum or const allows, with what the description says of each. */
  readonly values: ReadonlyMap<CodeValue, string | undefined>;
  /** The enums they stand in: what stands together is told from what stands alone. */
  readonly groups: readonly (readonly CodeValue[])[];
  /** Other values may come. */
  readonly open: boolean;
  readonly examples: readonly unknown[];
}

export type Fields = ReadonlyMap<string, Field>;

const NONE: Fields = new Map();

/** Names under which an error is wrapped; other objects of a body are not gone into: a payment's own `code` is no error's. */
export const WRAPPER =
  /^(?:.*(?:err|fault|problem|exception|violation|issue|cause|failure|invalid).*|details?|data|meta|body|response|results?)$/i;

const DEEPEST = 5;
/** More fields than these are of no error body. */
const MOST_FIELDS = 500;

/** The fields of a body with these schemas, by their path: `{ error: { code: … } }` has `error.code`. Each schema is read once. */
export function fieldReader(description: Description): (schema: unknown, mayEnter?: (name: string) => boolean) => Fields {
  const known = new WeakMap<object, Fields>();
  const open = new Set<object>();

  const read = (given: unknown, depth: number): Fields => {
    const schema = objectOf(description.follow(given));
    if (!schema || depth > DEEPEST || open.has(schema)) return NONE;
    const before = known.get(schema);
    if (before) return before;
    open.add(schema);
    const fields = together([
      ownFields(schema, depth),
      ...listOf(schema.allOf).map((part) => read(part, depth)),
      either([...listOf(schema.anyOf), ...listOf(schema.oneOf)].map((part) => read(part, depth))),
    ]);
    open.delete(schema);
    const found = withDiscriminator(schema, fields, description);
    known.set(schema, found);
    return found;
  };

  const ownFields = (schema: Obj, depth: number): Fields => {
    const items = objectOf(description.follow(schema.items));
    if (items) return at("0", read(items, depth + 1));
    const found = new Map<string, Field>();
    for (const [name, given] of entriesOf(schema.properties)) {
      description.step();
      if (found.size > MOST_FIELDS) break;
      const property = objectOf(description.follow(given)) ?? {};
      const field = leaf(name, property, description);
      found.set(keyOf(field.path), field);
      if (!WRAPPER.test(name)) continue;
      for (const inner of at(name, read(property, depth + 1)).values()) if (found.size <= MOST_FIELDS) found.set(keyOf(inner.path), inner);
    }
    return withSiblings(found, schema, description);
  };

  return (schema, mayEnter) => {
    const fields = read(schema, 0);
    return mayEnter ? new Map([...fields].filter(([, { path }]) => mayEnter(path[0] ?? ""))) : fields;
  };
}

export const keyOf = (path: readonly string[]): string => path.join("\u0000");

const at = (name: string, fields: Fields): Fields =>
  new Map([...fields.values()].map((field) => ({ ...field, path: [name, ...field.path] })).map((field) => [keyOf(field.path), field]));

/** A property's own type, values and examples, also those that its branches allow. */
function leaf(name: string, property: Obj, description: Description): Field {
  const own = scalar(property, description);
  const parts = listOf(property.allOf).map((part) => scalar(objectOf(description.follow(part)) ?? {}, description));
  const branches = [...listOf(property.anyOf), ...listOf(property.oneOf)].map((part) => {
    const schema = objectOf(description.follow(part)) ?? {};
    const value = scalar(schema, description);
    const said = plain(schema.description) ?? plain(schema.title);
    // `oneOf: [{ const: "gone", description: "…" }]` is how JSON Schema describes the values of an enum.
    return value.values.size === 1 ? { ...value, values: new Map([...value.values].map(([code, words]) => [code, words ?? said])) } : value;
  });
  const named = (field: Field): Field => ({ ...field, path: [name] });
  const [first, ...rest] = branches.filter(({ types }) => !(types.size === 1 && types.has("null"))).map(named);
  return every([named(own), ...parts.map(named), ...(first ? [any([first, ...rest])] : [])]);
}

function scalar(schema: Obj, description: Description): Field {
  const types = new Set([...listOf(schema.type), schema.type].filter((type): type is string => typeof type === "string"));
  const allowed = Object.hasOwn(schema, "const") ? [schema.const] : listOf(schema.enum);
  const words = wordsOf(schema);
  const values = new Map<CodeValue, string | undefined>();
  for (const value of allowed) {
    description.step();
    if (typeof value === "string" || (typeof value === "number" && Number.isSafeInteger(value)))
      values.set(value, words.get(String(value)));
    else if (typeof value === "boolean") types.add("boolean");
  }
  const listed = listOf(schema["x-extensible-enum"]).filter((value) => typeof value === "string");
  for (const value of listed) values.set(value, words.get(value));
  if (types.size === 0 && values.size > 0) types.add(typeof [...values.keys()][0] === "number" ? "integer" : "string");
  if (objectOf(schema.properties)) types.add("object");
  if (schema.items !== undefined) types.add("array");
  return {
    path: [],
    types,
    values,
    groups: values.size > 0 ? [[...values.keys()]] : [],
    open: listed.length > 0,
    examples: [...listOf(schema.examples), ...(schema.example === undefined ? [] : [schema.example])],
  };
}

/** What stands beside an enum about each of its values: `x-enum-elements`, `x-enumDescriptions`, `x-ms-enum` … */
function wordsOf(schema: Obj): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const say = (value: unknown, words: unknown): void => {
    const text = plain(words);
    if (text !== undefined && (typeof value === "string" || typeof value === "number")) found.set(String(value), text);
  };
  for (const element of [...listOf(schema["x-enum-elements"]), ...listOf(get(schema["x-ms-enum"], "values"))])
    say(get(element, "value") ?? get(element, "name"), get(element, "description"));
  for (const key of ["x-enumDescriptions", "x-enum-descriptions", "x-enumdescriptions"]) {
    const given = schema[key];
    listOf(given).forEach((words, index) => {
      say(listOf(schema.enum)[index], words);
    });
    for (const [value, words] of entriesOf(given)) say(value, words);
  }
  return found;
}

/** Where an object allows one code alone, what it allows as the message is what it says of the code. */
function withSiblings(found: ReadonlyMap<string, Field>, schema: Obj, description: Description): Fields {
  const code = [...found.values()].find(({ path, values }) => path.length === 1 && values.size === 1 && codeRank(path) !== undefined);
  const [value] = code?.values.keys() ?? [];
  if (!code || value === undefined || code.values.get(value) !== undefined) return found;
  const said = ["description", "message", "detail", "title"].flatMap((name) => {
    if (name === code.path[0]) return [];
    const beside = objectOf(description.follow(get(schema.properties, name)));
    const only =
      beside && (Object.hasOwn(beside, "const") ? beside.const : listOf(beside.enum).length === 1 ? listOf(beside.enum)[0] : undefined);
    return plain(only) ?? [];
  })[0];
  return said === undefined ? found : new Map([...found, [keyOf(code.path), { ...code, values: new Map([[value, said]]) }]]);
}

/** `discriminator: { propertyName: "code", mapping: { gone: … } }`: the keys are the values of that property. */
function withDiscriminator(schema: Obj, fields: Fields, description: Description): Fields {
  const name = textOf(get(schema.discriminator, "propertyName"));
  const values = entriesOf(get(schema.discriminator, "mapping")).map(([value]) => value);
  if (name === undefined || values.length === 0 || codeRank([name]) === undefined) return fields;
  const words = new Map(
    entriesOf(get(schema.discriminator, "mapping")).map(([value, target]) => [
      value,
      plain(
        get(
          description.follow({ $ref: typeof target === "string" && target.startsWith("#") ? target : `#/components/schemas/${target}` }),
          "description",
        ),
      ),
    ]),
  );
  const old = fields.get(keyOf([name]));
  const mapped: Field = {
    path: [name],
    types: new Set(["string"]),
    values: words,
    groups: values.map((value) => [value]),
    open: false,
    examples: old?.examples ?? [],
  };
  return new Map([...fields, [keyOf([name]), mapped]]);
}

/** What several schemas of one body say together: of two enums what both allow. */
const together = (all: readonly Fields[]): Fields => joined(all, every);

/** What one of several schemas says. */
export const either = (all: readonly Fields[]): Fields => joined(all, any);

function joined(all: readonly Fields[], join: (fields: readonly [Field, ...Field[]]) => Field): Fields {
  const kept = all.filter((fields) => fields.size > 0);
  if (kept.length < 2) return kept[0] ?? NONE;
  const collected = new Map<string, [Field, ...Field[]]>();
  for (const fields of kept) {
    for (const [key, field] of fields) {
      const others = collected.get(key);
      if (others) others.push(field);
      else if (collected.size <= MOST_FIELDS) collected.set(key, [field]);
    }
  }
  return new Map([...collected].map(([key, several]) => [key, several.length === 1 ? several[0] : join(several)]));
}

/** Parts of one schema that each have an enum: more than these narrow nothing further. */
const MOST_PARTS = 50;

function every(fields: readonly [Field, ...Field[]]): Field {
  const listing = fields.filter(({ values }) => values.size > 0).slice(0, MOST_PARTS);
  const [first, ...rest] = listing;
  const narrowed = first && rest.reduce(narrow, first);
  return { ...any(fields), open: fields.some(({ open }) => open), values: narrowed?.values ?? new Map(), groups: narrowed?.groups ?? [] };
}

function narrow(a: Field, b: Field): Field {
  const kept = new Set([...a.values.keys()].filter((value) => b.values.has(value)));
  if (kept.size === 0) return any([a, b]);
  const values = new Map([...kept].map((value) => [value, a.values.get(value) ?? b.values.get(value)]));
  const groups = (a.values.size <= b.values.size ? a : b).groups.map((group) => group.filter((value) => kept.has(value)));
  return { ...a, values, groups: groups.filter((group) => group.length > 0) };
}

function any(fields: readonly [Field, ...Field[]]): Field {
  const values = new Map<CodeValue, string | undefined>();
  for (const field of fields) for (const [value, words] of field.values) values.set(value, values.get(value) ?? words);
  return {
    path: fields[0].path,
    types: new Set(fields.flatMap(({ types }) => [...types]).filter((type) => type !== "null")),
    values,
    groups: fields.flatMap(({ groups }) => groups),
    open: fields.some(({ open, values: own }) => open || (values.size > 0 && own.size === 0)),
    examples: fields.flatMap(({ examples }) => examples).slice(0, MOST_EXAMPLES),
  };
}

const MOST_EXAMPLES = 50;
