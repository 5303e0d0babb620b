import type { CodeFile, ImportedFile, ProviderFile } from "../model/file";
import { hashOf } from "../model/hash";

/**
 * A part of a catalog that an import makes and a person may change: `codes/not_found` with its properties, or one whole value such as
 * `vocabularies/code`, whose only property is `""`.
 */
export interface Unit {
  readonly section: Section;
  /** What names it in its section: a code, a status, a host. */
  readonly id: string;
  readonly properties: ReadonlyMap<string, unknown>;
  /** As the catalog writes it. */
  readonly value: unknown;
}

export type Section = keyof Pick<
  ProviderFile,
  "name" | "docs" | "sources" | "baseUrls" | "hosts" | "vocabularies" | "envelopes" | "statuses" | "codes" | "messages" | "issues"
>;

/** Marks of what was imported last, by unit: a short hash of each property, of all that the next import has to know. */
export type Marks = ImportedFile["marks"];

/** The parts of a catalog by their keys. Two files that say the same of a code have the same unit, however they write it. */
export function unitsOf(file: ProviderFile): ReadonlyMap<string, Unit> {
  const units = new Map<string, Unit>();
  const whole = (section: Section, id: string, value: unknown): void =>
    void units.set(id === "" ? section : `${section}/${id}`, { section, id, value, properties: new Map([["", value]]) });
  if (file.name !== undefined) whole("name", "", file.name);
  if (file.docs !== undefined) whole("docs", "", file.docs);
  for (const section of ["sources", "vocabularies"] as const)
    for (const [id, value] of Object.entries(file[section] ?? {})) whole(section, id, value);
  for (const section of ["baseUrls", "hosts", "issues"] as const) for (const value of file[section] ?? []) whole(section, value, value);
  for (const value of file.envelopes ?? []) whole("envelopes", value.id ?? "error", value);
  for (const value of file.messages ?? []) whole("messages", value.pattern, value);
  for (const [status, value] of Object.entries(file.statuses ?? {}))
    units.set(`statuses/${status}`, { section: "statuses", id: status, value, properties: new Map(Object.entries(value)) });
  const main = mainOf(file);
  for (const value of file.codes ?? []) {
    const entry: CodeFile = typeof value === "object" ? value : { code: value };
    const key = codeKey(entry, main);
    units.set(key, { section: "codes", id: String(entry.code), value, properties: propertiesOf(entry) });
  }
  return units;
}

/** `codes/gone`, `codes[type]/gone` of another vocabulary, `codes/"404"` for a string of digits. */
export function codeKey({ code, vocabulary }: CodeFile, main: string): string {
  const of = vocabulary ?? main;
  const written = typeof code === "string" && /^-?\d+$/.test(code) ? JSON.stringify(code) : String(code);
  return `codes${of === "code" ? "" : `[${of}]`}/${written}`;
}

export function mainOf({ vocabularies = {} }: ProviderFile): string {
  const ids = Object.keys(vocabularies);
  return ids.length === 0 || ids.includes("code") ? "code" : (ids[0] ?? "code");
}

/** `status: 404` and `statuses: [404]` are the same. */
function propertiesOf({ code: _, vocabulary: __, status, statuses, ...rest }: CodeFile): ReadonlyMap<string, unknown> {
  const all = status === undefined ? statuses : [status];
  return new Map<string, unknown>([...(all === undefined || all.length === 0 ? [] : [["status", all] as const]), ...Object.entries(rest)]);
}

export const markOf = (value: unknown): string => hashOf(value).slice(-6).padStart(6, "0");

/** `{ "codes/gone": { "status": "1k2x9a" }, "name": "p03f7q" }`. */
export function marksOf(units: ReadonlyMap<string, Unit>): Marks {
  return Object.fromEntries(
    [...units].map(([key, { properties }]) => {
      const marks = [...properties].map(([name, value]) => [name, markOf(value)] as const);
      return [key, properties.has("") ? (marks[0]?.[1] ?? "") : Object.fromEntries(marks)];
    }),
  );
}

/** The mark of one property as it was imported last; nothing where it was not. */
export function markIn(marks: Marks, key: string, property: string): string | undefined {
  const own = Object.hasOwn(marks, key) ? marks[key] : undefined;
  if (typeof own === "string") return property === "" ? own : undefined;
  return own && Object.hasOwn(own, property) ? own[property] : undefined;
}
