import type { CodeFile, EnvelopeFile, FieldFile, FieldObject, PathFile, RetryFile } from "./file";
import type { CodeEntry, EnvelopeField, FieldRole, Retry, Vocabulary } from "./types";

/** `"after-header"` is `{ policy: "after-header", basis: "documented", header: "Retry-After" }`. */
export function retryOf(retry: RetryFile): Retry {
  const given = typeof retry === "string" ? { policy: retry } : retry;
  const waits = given.policy === "after-header" || given.policy === "after-header-else-backoff";
  return { basis: given.policy === "unspecified" ? "none" : "documented", ...(waits ? { header: "Retry-After" } : {}), ...given };
}

export const unspecified: Retry = { policy: "unspecified", basis: "none" };

/** `"error.code"` is `["error", "code"]`. */
export const pathOf = (path: PathFile): readonly string[] => (typeof path === "string" ? path.split(".") : path);

export function statusesOf(given: { readonly status?: number; readonly statuses?: readonly number[] }): readonly number[] | undefined {
  return given.status === undefined ? given.statuses : [given.status];
}

export const listOf = (keys: string | readonly string[]): readonly string[] => (typeof keys === "string" ? [keys] : keys);

/** `true` says no more than that; a code is the replacement. */
export function deprecationOf(given: NonNullable<CodeFile["deprecated"]>): NonNullable<CodeEntry["deprecated"]> {
  if (given === true) return {};
  return typeof given === "object" ? given : { replacement: given };
}

/** `{ "code": "error.code" }` is one field in the body, a string of the vocabulary `code`. */
export function fieldsOf(fields: EnvelopeFile["fields"], vocabularies: ReadonlyMap<string, Vocabulary>): readonly EnvelopeField[] {
  return Object.entries(fields).flatMap(([role, given]) =>
    objectsOf(given).map((field) => fieldOf(role as FieldRole, field, vocabularies)),
  );
}

function objectsOf(given: FieldFile): readonly FieldObject[] {
  if (typeof given === "string") return [{ path: given }];
  if (!Array.isArray(given)) return [given as FieldObject];
  const several = given as readonly (string | FieldObject)[];
  return several.every((part) => typeof part === "string") ? [{ path: several as readonly string[] }] : (several as readonly FieldObject[]);
}

function fieldOf(role: FieldRole, given: FieldObject, vocabularies: ReadonlyMap<string, Vocabulary>): EnvelopeField {
  const vocabulary = given.vocabulary ?? defaultVocabulary(role, vocabularies);
  return {
    role,
    path: given.header === undefined ? pathOf(given.path ?? []) : [given.header],
    in: given.header === undefined ? "body" : "header",
    type: given.type ?? defaultType(role, given, vocabulary === undefined ? undefined : vocabularies.get(vocabulary)),
    ...(vocabulary === undefined ? {} : { vocabulary }),
    optional: given.optional ?? false,
    ...(given.failure === undefined ? {} : { failure: given.failure }),
  };
}

function defaultVocabulary(role: FieldRole, vocabularies: ReadonlyMap<string, Vocabulary>): string | undefined {
  if (role === "code") return mainVocabulary(vocabularies);
  return role === "type" && vocabularies.has("type") ? "type" : undefined;
}

function defaultType(role: FieldRole, given: FieldObject, vocabulary: Vocabulary | undefined): EnvelopeField["type"] {
  if (given.header !== undefined) return "string";
  if (vocabulary) return vocabulary.type === "integer" ? "number" : "string";
  if (role === "discriminator" && given.failure !== undefined) return typeof given.failure as "string" | "number" | "boolean";
  if (role === "status" || role === "retryAfter") return "number";
  return role === "details" ? "array" : "string";
}

/** Where no vocabulary is named: `code`, or else the first. */
export function mainVocabulary(vocabularies: ReadonlyMap<string, unknown>): string | undefined {
  return vocabularies.has("code") ? "code" : vocabularies.keys().next().value;
}
