import type { CodeValue } from "../model/types";
import { ImportError } from "./imported";
import { codeRank, looksLikeCode, roleOf } from "./roles";
import { type Field, type Fields, keyOf, WRAPPER } from "./schema";
import { entriesOf, plain } from "./value";

type Status = number | "4xx" | "5xx";

/** What a description says of one code, gathered from everywhere. */
export interface Evidence {
  readonly code: CodeValue;
  readonly statuses: Set<number>;
  meaning?: string;
  /** A message that an example has beside it: what the API may say, not what the code means. */
  message?: string;
  /** A constant, an enum of one or a list of errors names it. */
  alone?: true;
}

/** A set of codes that stand at fields of one name. */
export interface Gathered {
  /** The field's name: `"code"`. */
  readonly name: string;
  readonly codes: Map<CodeValue, Evidence>;
  /** Some place lists its values in an enum. */
  listed: boolean;
  /** Some place takes other values as well. */
  open: boolean;
  /** Enums of several values, by what they hold, with the statuses that they come with. */
  readonly enums: Map<string, { readonly codes: readonly CodeValue[]; readonly statuses: Set<Status | undefined> }>;
}

export const newlyGathered = (name: string): Gathered => ({ name, codes: new Map(), listed: false, open: false, enums: new Map() });

export function addCode({ name, codes }: Gathered, code: CodeValue, meaning?: string, status?: Status): Evidence {
  const found = codes.get(code) ?? { code, statuses: new Set() };
  if (isPlainCode(code)) codes.set(code, found);
  if (codes.size > MOST_CODES)
    throw new ImportError(`The description lists more than ${MOST_CODES} values of '${name}'; those are no error codes`);
  if (meaning !== undefined) found.meaning ??= meaning;
  if (typeof status === "number") found.statuses.add(status);
  return found;
}

/** The largest API has some thousand. */
const MOST_CODES = 20_000;

/** What a catalog can hold: no text that is empty, endless, broken or made to look like other text. */
export const isPlainCode = (code: CodeValue): boolean =>
  typeof code === "number" ? Number.isSafeInteger(code) : code.trim() !== "" && code.length <= 200 && !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(code);

/** Takes what a response's schema says at one field. */
export function addField(into: Gathered, field: Field, status: Status | undefined): void {
  if (field.values.size === 0) {
    if (!field.types.has("object") && !field.types.has("array")) into.open = true;
    return;
  }
  into.listed = true;
  if (field.open) into.open = true;
  for (const [code, meaning] of field.values) if (code !== "") addCode(into, code, meaning);
  for (const group of field.groups) {
    const [only] = group;
    if (group.length === 1 && only !== undefined && only !== "") addCode(into, only, undefined, status).alone = true;
    else {
      const key = JSON.stringify([...group].map(String).sort());
      const known = into.enums.get(key) ?? { codes: group, statuses: new Set() };
      known.statuses.add(status);
      into.enums.set(key, known);
    }
  }
}

/**
 * An enum of several codes that comes with one status alone says so of each of them. One that comes with many says of none which status
 * it has.
 */
export function settle({ codes, enums }: Gathered): void {
  for (const { codes: group, statuses } of enums.values()) {
    const [status] = statuses;
    if (statuses.size !== 1 || typeof status !== "number") continue;
    for (const code of group) codes.get(code)?.statuses.add(status);
  }
}

/** A code that an example of a body has, and where. */
export interface Exemplified {
  readonly path: readonly string[];
  readonly code: CodeValue;
  /** The message beside it. */
  readonly message?: string;
}

const DEEPEST = 4;
const MOST_ITEMS = 20;

/** `{ error: { code: "gone", message: "…" } }` exemplifies `gone` at `error.code`. `fields` are those that the schema has. */
export function exemplified(value: unknown, fields: Fields, problem: boolean): readonly Exemplified[] {
  const found: Exemplified[] = [];
  const visit = (at: unknown, path: readonly string[]): void => {
    if (path.length > DEEPEST) return;
    if (Array.isArray(at)) {
      for (const item of at.slice(0, MOST_ITEMS)) visit(item, [...path, "0"]);
      return;
    }
    const entries = entriesOf(at);
    const message = entries.find(
      ([name, text]) => typeof text === "string" && roleOf(seen([...path, name], text), problem) === "message",
    )?.[1];
    for (const [name, part] of entries.slice(0, 100)) {
      const here = [...path, name];
      const field = fields.get(keyOf(here));
      if (typeof part === "object") {
        if (WRAPPER.test(name)) visit(part, here);
      } else if (isCodeAt(here, part, field, problem) && looksLikeCode(part)) {
        const words = plain(message);
        found.push({ path: here, code: part, ...(words === undefined ? {} : { message: words }) });
      }
    }
  };
  visit(value, []);
  return found;
}

function isCodeAt(path: readonly string[], value: unknown, field: Field | undefined, problem: boolean): boolean {
  if (codeRank(path) === undefined) return false;
  const shape = field
    ? { path, types: field.types, values: [...field.values.keys()], examples: [...field.examples, value] }
    : seen(path, value);
  return roleOf(shape, problem) === "code";
}

const seen = (path: readonly string[], value: unknown) => ({
  path,
  types: new Set([typeof value === "number" ? "integer" : typeof value]),
  values: [],
  examples: [value],
});
