/** What an imported name stands for: a package's by its name, a file's of the workspace by what the file exports under it. */
import type { Export, Facts, ImportRef } from "../facts";
import type { Linker } from "./link";
import type { Unit } from "./modules";
import { propertyOf } from "./properties";
import { join, UNKNOWN, type Value } from "./value";

/** `import { request } from "./client"` is that function; `import Stripe from "stripe"` stays the package's default. */
export function importValue(linker: Linker, ref: ImportRef): Value {
  const unit = linker.units.find(ref);
  return unit ? namedOf(linker, unit, ref.name) : { kind: "module", source: ref.source, path: [ref.name] };
}

function namedOf(linker: Linker, unit: Unit, name: string): Value {
  if (name !== "*") return namespaceMember(linker, unit.facts.base, name);
  const { base } = unit.facts;
  const whole = namespaceValue(linker, base);
  // `module.exports = { … }` can have other names put on it; what is called or constructed is what it is.
  return whole.kind === "unknown" || whole.kind === "object" ? { kind: "namespace", base } : whole;
}

/** `api.request`, where `import * as api from "./client"` or `const api = require("./client")`. */
export function namespaceMember(linker: Linker, base: number, name: string): Value {
  // Found once for all that ask: what a file that imports this one back says of it counts for both.
  linker.reads.note(linker.reads.others);
  const known = memo.get(linker) ?? new Map<string, Value>();
  memo.set(linker, known);
  const key = `${base}.${name}`;
  const value = known.get(key) ?? named(linker, linker.units.at(base), name, new Set());
  known.set(key, value);
  return value;
}

/** A barrel is asked for the same names from everywhere. */
const memo = new WeakMap<Linker, Map<string, Value>>();

interface Names {
  readonly byName: ReadonlyMap<string, readonly Export[]>;
  /** `export * from "./a"`. */
  readonly stars: readonly Export[];
}

const tables = new WeakMap<Facts, Names>();

function namesOf(facts: Facts): Names {
  const known = tables.get(facts);
  if (known) return known;
  const byName = new Map<string, Export[]>();
  for (const each of facts.exports) byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
  const names = { byName, stars: (byName.get("*") ?? []).filter((e) => e.source !== undefined) };
  tables.set(facts, names);
  return names;
}

/** `module.exports = createClient`, `export = createClient`. */
function namespaceValue(linker: Linker, base: number): Value {
  const unit = linker.units.at(base);
  const whole = (namesOf(unit.facts).byName.get("*") ?? []).filter((e) => e.value);
  return valuesOf(linker, unit, whole) ?? UNKNOWN;
}

/** What a file exports under the name, itself or from others; else what a package may that it hands on whole. */
function named(linker: Linker, unit: Unit, name: string, seen: Set<Unit>): Value {
  const packages = new Set<string>();
  return exported(linker, unit, name, seen, packages) ?? fromPackages(linker, [...packages], name) ?? UNKNOWN;
}

/**
 * Undefined where the file does not export the name, as far as one can see; `packages` are those that are handed on whole. Files that
 * re-export each other end here.
 */
function exported(linker: Linker, unit: Unit, name: string, seen: Set<Unit>, packages: Set<string>): Value | undefined {
  if (seen.has(unit)) return undefined;
  seen.add(unit);
  const { byName, stars } = namesOf(unit.facts);
  const entries = byName.get(name) ?? [];
  const own = valuesOf(linker, unit, entries);
  if (own) return own;
  for (const { source, imported, span } of entries) {
    if (source !== undefined && imported !== undefined) return reexported(linker, { source, span }, imported, seen);
  }
  const whole = namespaceValue(linker, unit.facts.base);
  if (whole.kind !== "unknown") return name === "default" ? whole : propertyOf(linker, whole, name);
  if (name === "default") return undefined;
  for (const { source = "", span } of stars) {
    const next = linker.units.find({ source, span });
    const found = next && exported(linker, next, name, seen, packages);
    if (found) return found;
    if (!next) packages.add(source);
  }
  return undefined;
}

/** `export * from "@prisma/client"` hands on all that the package has. Of several packages only the one that the catalog knows can be meant here. */
function fromPackages(linker: Linker, packages: readonly string[], name: string): Value | undefined {
  const { catalog } = linker.environment;
  const outside = packages.filter((source) => !source.startsWith(".") || catalog.byImport(source).length > 0);
  const known = outside.filter((source) => catalog.byImport(source).length > 0);
  const [only, ...others] = outside.length === 1 ? outside : known;
  return only === undefined || others.length > 0 ? undefined : { kind: "module", source: only, path: [name] };
}

/** `export { a as b } from "./client"`, which may be a package's too. */
function reexported(linker: Linker, from: Pick<ImportRef, "source" | "span">, imported: string, seen: Set<Unit>): Value {
  const next = linker.units.find(from);
  if (!next) return { kind: "module", source: from.source, path: [imported] };
  return imported === "*" ? { kind: "namespace", base: next.facts.base } : named(linker, next, imported, seen);
}

function valuesOf(linker: Linker, unit: Unit, entries: readonly Export[]): Value | undefined {
  const top = linker.top(unit.facts.base);
  const values = entries.flatMap(({ value }) => (value ? [linker.valueOf(value, top)] : []));
  return values.length === 0 ? undefined : join(values, `export ${entries[0]?.name}@${top.key}`, false);
}
