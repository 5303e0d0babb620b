import type { ImportedFile, ProviderFile } from "../model/file";
import { type Marks, markIn, markOf, marksOf, type Section, type Unit, unitsOf } from "./units";

/** What an import does to one property of a catalog, or would if nobody had changed it. */
export interface Change {
  /**
   * `added`, `changed` and `removed` are done. `kept`: a person's value stays although the source says another. `left-out`: a person
   * removed it and it stays so. `gone`: the source has it no more, it stays until a person removes it.
   */
  readonly kind: "added" | "changed" | "removed" | "kept" | "left-out" | "gone";
  /** `codes/gone`. */
  readonly key: string;
  readonly section: Section;
  readonly id: string;
  /** `""` for the whole. */
  readonly property: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface Merged {
  readonly changes: readonly Change[];
  /** What goes to the file as `imported`. */
  readonly imported: ImportedFile;
  /** New units, whole. */
  readonly added: readonly Unit[];
}

/** Sections in which something that a source has no more stays, and is told. */
const TOLD = new Set<Section>(["codes", "statuses", "baseUrls", "hosts", "envelopes", "vocabularies"]);

/**
 * Three-way: what was imported last (its marks), what the file says now, and what the source says now. What nobody touched follows the
 * source; what a person changed or removed stays as it is; nothing that the source has no more is removed with what was added to it.
 */
export function merge(mine: ProviderFile, theirs: ProviderFile, about: Omit<ImportedFile, "marks">): Merged {
  const marks: Marks = mine.imported?.marks ?? {};
  const own = unitsOf(mine);
  const news = unitsOf(theirs);
  const changes: Change[] = [];
  const added: Unit[] = [];
  const gone: Record<string, Marks[string]> = {};
  for (const [key, unit] of news) {
    const old = own.get(key);
    const { section, id } = unit;
    if (old) changes.push(...mergeProperties(key, old, unit, marks));
    else if (Object.hasOwn(marks, key)) changes.push({ kind: "left-out", key, section, id, property: "" });
    else {
      added.push(unit);
      changes.push({ kind: "added", key, section, id, property: "", after: unit.value });
    }
  }
  for (const [key, { section, id }] of own) {
    const mark = Object.hasOwn(marks, key) ? marks[key] : undefined;
    if (news.has(key) || mark === undefined || !TOLD.has(section)) continue;
    gone[key] = mark;
    changes.push({ kind: "gone", key, section, id, property: "" });
  }
  return { changes, added, imported: { ...about, marks: { ...marksOf(news), ...gone } } };
}

function mergeProperties(key: string, mine: Unit, theirs: Unit, marks: Marks): readonly Change[] {
  const { section, id } = theirs;
  const names = new Set([...mine.properties.keys(), ...theirs.properties.keys()]);
  return [...names].flatMap((property): readonly Change[] => {
    const [before, after] = [mine.properties.get(property), theirs.properties.get(property)];
    const last = markIn(marks, key, property);
    const now = after === undefined ? undefined : markOf(after);
    const has = before === undefined ? undefined : markOf(before);
    const change = { key, section, id, property, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
    if (has === now) return [];
    // Nobody changed it since it was imported.
    if (has === last) return [{ ...change, kind: has === undefined ? "added" : now === undefined ? "removed" : "changed" }];
    // A person did, and the source still says what it said, or never said anything.
    if (now === last) return [];
    return [{ ...change, kind: "kept" }];
  });
}

/** A first import: the catalog with its marks. */
export const withMarks = (file: ProviderFile, about: Omit<ImportedFile, "marks">): ProviderFile => ({
  ...file,
  imported: { ...about, marks: marksOf(unitsOf(file)) },
});
