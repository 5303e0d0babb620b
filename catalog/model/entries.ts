import type { CodeFile, CodePathFile, EnvelopeFile, ErrorClassFile, FamilyFile, MessageFile, OperationFile, StatusFile } from "./file";
import { deprecationOf, fieldsOf, listOf, pathOf, retryOf, statusesOf, unspecified } from "./shorthand";
import type { CodeEntry, CodePath, Envelope, ErrorClass, Family, MessageSample, Operation, StatusEntry, Vocabulary } from "./types";

/** What an entry takes from its file. */
export interface Context {
  /** The vocabulary of whatever names none. */
  readonly main: string;
  readonly vocabularies: ReadonlyMap<string, Vocabulary>;
  readonly docs: string | undefined;
  readonly source: readonly string[];
}

/** Type and value count: 40001 and "40001" are two codes. */
export const codeKey = (entry: CodeFile | CodeEntry, context: Context): string =>
  JSON.stringify([entry.vocabulary ?? context.main, entry.code]);

export function codeEntry(given: CodeFile, old: CodeEntry | undefined, context: Context): CodeEntry {
  const docs = given.docs ?? old?.docs ?? context.docs;
  const deprecated = given.deprecated === undefined ? old?.deprecated : deprecationOf(given.deprecated);
  return {
    code: given.code,
    vocabulary: given.vocabulary ?? context.main,
    statuses: statusesOf(given) ?? old?.statuses ?? [],
    meaning: given.meaning ?? old?.meaning ?? "",
    action: given.action ?? old?.action ?? "",
    retry: given.retry === undefined ? (old?.retry ?? unspecified) : retryOf(given.retry),
    byStatus: new Map([...(old?.byStatus ?? []), ...byStatus(given)]),
    ...(docs === undefined ? {} : { docs }),
    ...(deprecated === undefined ? {} : { deprecated }),
    source: sourceOf(given, old, context),
  };
}

function byStatus(given: CodeFile): readonly (readonly [number, Partial<Pick<CodeEntry, "meaning" | "action" | "retry">>])[] {
  return Object.entries(given.byStatus ?? {}).map(([status, { retry, ...rest }]) => [
    Number(status),
    { ...rest, ...(retry === undefined ? {} : { retry: retryOf(retry) }) },
  ]);
}

export function statusEntry(status: StatusEntry["status"], given: StatusFile, old: StatusEntry | undefined, context: Context): StatusEntry {
  const title = given.title ?? old?.title;
  const docs = given.docs ?? old?.docs ?? context.docs;
  return {
    status,
    ...(title === undefined ? {} : { title }),
    meaning: given.meaning ?? old?.meaning ?? "",
    action: given.action ?? old?.action ?? "",
    retry: given.retry === undefined ? (old?.retry ?? unspecified) : retryOf(given.retry),
    causes: given.causes ?? old?.causes ?? [],
    ...(docs === undefined ? {} : { docs }),
    source: sourceOf(given, old, context),
  };
}

export function envelope(given: EnvelopeFile, old: Envelope | undefined, context: Context): Envelope {
  const when = given.when ?? old?.when;
  return {
    id: given.id ?? "error",
    fields: fieldsOf(given.fields, context.vocabularies),
    ...(when === undefined ? {} : { when }),
    source: sourceOf(given, old, context),
  };
}

export const familyKey = (entry: FamilyFile | Family, context: Context): string =>
  JSON.stringify([entry.vocabulary ?? context.main, entry.glob, entry.range]);

export function family(given: FamilyFile, old: Family | undefined, context: Context): Family {
  const { status: _, statuses, retry, ...rest } = given;
  return {
    ...old,
    ...rest,
    vocabulary: given.vocabulary ?? context.main,
    statuses: statusesOf(given) ?? old?.statuses ?? [],
    ...(retry === undefined ? {} : { retry: retryOf(retry) }),
  };
}

export function messageSample(given: MessageFile, old: MessageSample | undefined, context: Context): MessageSample {
  const code = given.code ?? old?.code;
  return {
    pattern: given.pattern,
    statuses: statusesOf(given) ?? old?.statuses ?? [],
    ...(code === undefined ? {} : { code }),
    action: given.action ?? old?.action ?? "",
    source: sourceOf(given, old, context),
  };
}

export function operation(given: OperationFile, old: Operation | undefined, context: Context): Operation {
  return { ...old, ...given, source: sourceOf(given, old, context) };
}

export function errorClass(given: ErrorClassFile, old: ErrorClass | undefined): ErrorClass {
  return { statuses: [], codes: [], ...old, ...given };
}

export function codePath(given: string | CodePathFile, context: Context): CodePath {
  const { path, ...rest }: CodePathFile = typeof given === "string" ? { path: given } : given;
  return { vocabulary: context.main, on: "thrown", ...rest, path: pathOf(path) };
}

function sourceOf(
  given: { readonly source?: string | readonly string[] },
  old: { readonly source: readonly string[] } | undefined,
  context: Context,
) {
  return given.source === undefined ? (old?.source ?? context.source) : listOf(given.source);
}
