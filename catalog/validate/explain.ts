import type { OutputUnit, Schema } from "@cfworker/json-schema";
import type { Node } from "jsonc-parser";
import { remedy } from "./nearest";
import { mostProblems, type Problem, problemAt } from "./problem";
import { child, property, type Segment } from "./tree";

/** Turns a validator's output into one sentence per mistake, each at the place of the mistake. */
export function explain(errors: readonly OutputUnit[], schema: object, value: unknown, root: Node, text: string): readonly Problem[] {
  const problems = new Map<string, Problem>();
  for (const error of relevant(errors, schema as Schema, value)) {
    if (problems.size === mostProblems) break;
    const path = NAMING.has(error.keyword) ? [...segments(error.instanceLocation), quoted(error.error)] : segments(error.instanceLocation);
    const found = sentence(error, schema as Schema, at(value, path), path);
    if (found === undefined) continue;
    const { start, end } = span(root, path, found.place);
    problems.set(`${start}:${end}:${found.message}`, problemAt(text, start, end, found.message));
  }
  return [...problems.values()].sort((a, b) => a.span.start - b.span.start);
}

/** Drops what only says that something inside is wrong, and of a union all branches but the one that was meant. */
function relevant(errors: readonly OutputUnit[], schema: Schema, value: unknown): readonly OutputUnit[] {
  const kept: OutputUnit[] = [];
  for (let i = 0; i < errors.length; i++) {
    const error = errors[i] as OutputUnit;
    if (error.keyword !== "anyOf" && error.keyword !== "oneOf") {
      const forbids = NAMING.has(error.keyword) && errors[i + 1]?.keyword === "false";
      if (forbids || !(NAMING.has(error.keyword) || CONTAINERS.has(error.keyword))) kept.push(error);
      continue;
    }
    const branches: OutputUnit[][] = [];
    let current: OutputUnit[] | undefined;
    let next = i + 1;
    for (; next < errors.length; next++) {
      const inner = errors[next] as OutputUnit;
      // A false schema's error names the instance where others name the keyword; it belongs to the error before it.
      if (inner.keyword !== "false") {
        if (!inner.keywordLocation.startsWith(`${error.keywordLocation}/`) || !under(inner.instanceLocation, error.instanceLocation)) break;
        const index = Number.parseInt(inner.keywordLocation.slice(error.keywordLocation.length + 1), 10);
        current = branches[index] ??= [];
      }
      current?.push(inner);
    }
    kept.push(...meant(error, branches.filter(Boolean), schema, value));
    i = next - 1;
  }
  return kept;
}

function meant(union: OutputUnit, branches: readonly (readonly OutputUnit[])[], schema: Schema, value: unknown): readonly OutputUnit[] {
  if (branches.length === 0 || schemaAt(schema, parent(union.keywordLocation))?.errorMessage !== undefined) return [union];
  const type = typeof at(value, segments(union.instanceLocation));
  const otherType = (error: OutputUnit): boolean => {
    if (error.instanceLocation !== union.instanceLocation) return false;
    if (error.keyword === "type") return true;
    const holder = schemaAt(schema, parent(error.keywordLocation));
    if (error.keyword === "enum") return !(holder?.enum ?? []).some((allowed) => typeof allowed === type);
    return error.keyword === "const" && typeof holder?.const !== type;
  };
  const inside = branches
    .filter((branch) => !branch.some(otherType))
    .map((branch) => relevant(branch, schema, value))
    .filter((branch) => branch.length > 0);
  return inside.sort((a, b) => a.length - b.length)[0] ?? [union];
}

interface Sentence {
  readonly place: "key" | "value" | "start";
  readonly message: string;
}

function sentence(error: OutputUnit, schema: Schema, value: unknown, path: readonly Segment[]): Sentence | undefined {
  const holder = schemaAt(schema, parent(error.keywordLocation));
  const own = holder?.errorMessage;
  const custom = typeof own === "string" ? own : undefined;
  const shown = typeof value === "string" ? `'${value}'` : JSON.stringify(value);
  switch (error.keyword) {
    case "properties":
    case "patternProperties":
      return { place: "key", message: `Property '${path.at(-1)}' is not allowed here` };
    case "additionalProperties":
    case "unevaluatedProperties": {
      const name = quoted(error.error);
      const allowed = Object.keys(holder?.properties ?? {});
      return { place: "key", message: `Unknown property '${name}'${remedy(name, allowed)}` };
    }
    case "required": {
      const name = quoted(error.error);
      const description = holder?.properties?.[name];
      const what = typeof description === "object" && description.description ? ` (${firstSentence(String(description.description))})` : "";
      return { place: "start", message: custom ?? `Property '${name}' is missing here${what}` };
    }
    case "type":
      return { place: "value", message: custom ?? `Expected ${named(holder?.type)}, found ${kind(value)}` };
    case "anyOf":
    case "oneOf":
      return { place: "value", message: custom ?? `Expected ${unionTypes(schema, error)}, found ${kind(value)}` };
    case "enum": {
      const allowed = (holder?.enum ?? []).map(String);
      return { place: "value", message: custom ?? `${shown} is not allowed here${remedy(String(value), allowed)}` };
    }
    case "const":
      return { place: "value", message: custom ?? `Expected ${JSON.stringify(holder?.const)}, found ${shown}` };
    case "pattern": {
      const hint = holder?.patternErrorMessage;
      return {
        place: error.keywordLocation.includes("/propertyNames") ? "key" : "value",
        message:
          typeof hint === "string"
            ? `${shownKey(error, path, shown)}: ${hint}`
            : `${shownKey(error, path, shown)} has not the form that is expected here`,
      };
    }
    case "format":
      return { place: "value", message: custom ?? `${shown} is not a valid ${holder?.format}` };
    case "minimum":
      return { place: "value", message: custom ?? `${shown} is too small; the least is ${holder?.minimum}` };
    case "maximum":
      return { place: "value", message: custom ?? `${shown} is too large; the most is ${holder?.maximum}` };
    case "exclusiveMinimum":
      return { place: "value", message: custom ?? `${shown} is too small; it must be more than ${holder?.exclusiveMinimum}` };
    case "exclusiveMaximum":
      return { place: "value", message: custom ?? `${shown} is too large; it must be less than ${holder?.exclusiveMaximum}` };
    case "minLength":
      return {
        place: "value",
        message: custom ?? (holder?.minLength === 1 ? "This must not be empty" : `This needs at least ${holder?.minLength} characters`),
      };
    case "maxLength":
      return { place: "value", message: custom ?? `This may have at most ${holder?.maxLength} characters` };
    case "minItems":
      return {
        place: "value",
        message: custom ?? `This list needs at least ${holder?.minItems} ${holder?.minItems === 1 ? "item" : "items"}`,
      };
    case "maxItems":
      return { place: "value", message: custom ?? `This list may have at most ${holder?.maxItems} items` };
    case "minProperties":
      return { place: "value", message: custom ?? "This object must not be empty" };
    case "maxProperties":
      return { place: "value", message: custom ?? `This object may have at most ${holder?.maxProperties} properties` };
    case "uniqueItems":
      return { place: "value", message: custom ?? "This list holds the same item twice; keep one" };
    default:
      return { place: "value", message: custom ?? "This does not have the form that is expected here" };
  }
}

/** Their errors name a property. They matter where the property is forbidden, else they only say that something inside it is wrong. */
const NAMING = new Set(["properties", "patternProperties", "additionalProperties", "unevaluatedProperties"]);
const CONTAINERS = new Set(["items", "prefixItems", "$ref", "allOf", "if", "propertyNames", "dependentSchemas", "contains", "false"]);

const under = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}/`);
const parent = (location: string): string => location.slice(0, location.lastIndexOf("/"));
const firstSentence = (text: string): string => (text.split(". ")[0] ?? text).replace(/\.$/, "");
const shownKey = (error: OutputUnit, path: readonly Segment[], shown: string): string =>
  error.keywordLocation.includes("/propertyNames") ? `'${path.at(-1)}'` : shown;

/** `Property "polcy" does not …` gives `polcy`. */
const quoted = (message: string): string => message.slice(message.indexOf('"') + 1, message.lastIndexOf('"'));

function kind(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? `the string '${value.length > 40 ? `${value.slice(0, 40)}…` : value}'` : String(value);
}

function named(type: unknown): string {
  const names: Record<string, string> = {
    array: "a list",
    object: "an object",
    string: "a string",
    integer: "a whole number",
    number: "a number",
    boolean: "true or false",
    null: "null",
  };
  const types = [type].flat().map((t) => names[String(t)] ?? String(t));
  return types.length > 1 ? `${types.slice(0, -1).join(", ")} or ${types.at(-1)}` : (types[0] ?? "another type");
}

function unionTypes(schema: Schema, union: OutputUnit): string {
  const branches = schemaAt(schema, parent(union.keywordLocation))?.[union.keyword];
  const types = (Array.isArray(branches) ? (branches as Schema[]) : []).flatMap((branch, index) => {
    const plain = branch.$ref === undefined ? branch : schemaAt(schema, `${union.keywordLocation}/${index}/$ref`);
    return plain?.enum ? plain.enum.map((allowed) => `'${allowed}'`) : [plain?.type ?? []].flat();
  });
  return named([...new Set(types)]);
}

/** The schema that a keyword location such as `#/properties/codes/items/$ref/required` passes through, `$ref`s followed. */
function schemaAt(root: Schema, location: string): Schema | undefined {
  let here: unknown = root;
  for (const segment of segments(location)) {
    if (typeof here !== "object" || here === null) return undefined;
    const next: unknown = (here as Record<string, unknown>)[segment];
    here = segment === "$ref" ? schemaAt(root, String(next)) : next;
  }
  return here as Schema | undefined;
}

const segments = (location: string): readonly string[] =>
  location
    .split("/")
    .slice(1)
    .map((segment) => decodeURIComponent(segment).replaceAll("~1", "/").replaceAll("~0", "~"));

function at(value: unknown, path: readonly Segment[]): unknown {
  let here = value;
  for (const segment of path) here = typeof here === "object" && here !== null ? (here as Record<string, unknown>)[segment] : undefined;
  return here;
}

function span(root: Node, path: readonly Segment[], place: Sentence["place"]): { start: number; end: number } {
  const holder = child(root, ...typed(root, path.slice(0, -1)));
  const node = child(root, ...typed(root, path)) ?? holder ?? root;
  const key = path.length > 0 ? property(holder, String(path.at(-1)))?.key : undefined;
  if (place === "key" && key) return { start: key.offset, end: key.offset + key.length };
  if (place === "start") return { start: node.offset, end: node.offset + 1 };
  return { start: node.offset, end: node.offset + node.length };
}

/** Digits are an index where the tree has a list there: `["codes", "0"]` becomes `["codes", 0]`. */
function typed(root: Node, path: readonly Segment[]): readonly Segment[] {
  const result: Segment[] = [];
  for (const segment of path) result.push(child(root, ...result)?.type === "array" ? Number(segment) : segment);
  return result;
}
