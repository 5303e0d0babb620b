/**
 * The files that one analysis sees as if they were one: the analysed file, and those that it imports as far as its values lead.
 * As a linker joins object files, each gets ids and offsets of its own; so a number alone says which file it is of.
 */
import type { Bind, Environment, ImportRequest, Module, OtherFile } from "../contract";
import type { Facts, ImportRef } from "../facts";
import { FIRST_BASE } from "../relocate";
import type { Span } from "../text";
import { type Uses, usesOf } from "./uses";

/** One of the files, with what it does with its names. */
export interface Unit {
  /** Where it is another file than the analysed one. */
  readonly file?: OtherFile;
  readonly facts: Facts;
  readonly uses: Uses;
  readonly binds: readonly Bind[];
}

export interface Found extends ImportRequest {
  readonly module: Module | "own" | undefined;
}

export interface Units {
  /** The analysed file. */
  readonly own: Unit;
  /** The files besides it that a value has led to so far. */
  readonly others: readonly Unit[];
  /** Where each import led that was followed, by the file that it stands in and its source. */
  readonly found: ReadonlyMap<string, Found>;
  /** Imports that lead to files of the workspace which are not loaded. */
  readonly unloaded: ReadonlyMap<string, ImportRequest>;
  /** The file that an id or offset is of. */
  at(place: number): Unit;
  /** What an import names; nothing for a package, for what is not there, and for what is not loaded. */
  find(ref: Pick<ImportRef, "source" | "span">): Unit | undefined;
}

/** `isOwn(span.start)`: whether an id or offset is of the analysed file itself. */
export const isOwn = (place: number): boolean => place < FIRST_BASE;

export function unitsOf(facts: Facts, { modules, settings }: Environment): Units {
  const own: Unit = { facts, uses: usesOf(facts), binds: settings.binds };
  const byPath = new Map<string, Unit>();
  /** In the order of their bases. */
  const others: Unit[] = [];
  const found = new Map<string, Found>();
  const unloaded = new Map<string, ImportRequest>();
  /** Where the imports of each unit lead: the same ones are followed over and over. */
  const links = new Map<Unit, Map<string, Unit | undefined>>();
  let last: Unit = own;

  const ask = (from: string, source: string): Unit | undefined => {
    const module = modules.find(from, source);
    const key = `${from}\n${source}`;
    if (module === "unloaded") {
      unloaded.set(key, { from, source });
      return undefined;
    }
    found.set(key, { from, source, module });
    if (module === "own") return own;
    return module && (byPath.get(module.path) ?? add(module));
  };
  const add = (module: Module): Unit => {
    const unit: Unit = { file: module, facts: module.facts, uses: usesOf(module.facts), binds: module.binds };
    byPath.set(module.path, unit);
    others.splice(indexBefore(others, unit.facts.base) + 1, 0, unit);
    return unit;
  };
  const at = (place: number): Unit => {
    if (isOwn(place)) return own;
    // What is asked for next mostly lies where the last lay.
    const { base, functions } = last.facts;
    if (last === own || place < base || place > (functions[0]?.span.end ?? base)) last = others[indexBefore(others, place)] ?? own;
    return last;
  };
  return {
    own,
    others,
    found,
    unloaded,
    at,
    find({ source, span }) {
      const unit = at(span.start);
      const known = links.get(unit) ?? new Map<string, Unit | undefined>();
      links.set(unit, known);
      if (!known.has(source)) known.set(source, ask(unit.file?.path ?? modules.path, source));
      return known.get(source);
    },
  };
}

/** Index of the last unit whose base is not behind the place; -1 for none. */
function indexBefore(units: readonly Unit[], place: number): number {
  let low = 0;
  let high = units.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((units[middle] as Unit).facts.base <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A span as its own file counts it, with the file where it is another than the analysed one. */
export function placed(units: Units, span: Span): { readonly span: Span; readonly file?: OtherFile } {
  const { file, facts } = units.at(span.start);
  return file ? { span: { start: span.start - facts.base, end: span.end - facts.base }, file } : { span };
}
