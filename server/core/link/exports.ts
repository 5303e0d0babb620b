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
  const known = memo.get(linker) ?? new Map<string, Value>();
  memo.set(linker, known);
  const key = `${base}.${name}`;
  const value = known.get(key) ?? exported(linker, linker.units.at(base), name, new Set()) ?? UNKNOWN;
  known.set(key, value);
  return value;
}

/** A barrel is asked for the same names from everywhere. */
const memo = new WeakMap<Linker, Map<string, Value>>();

interface Names {
  readonly named: ReadonlyMap<string, readonly Export[]>;
  /** `export * from "./a"`. */
  readonly stars: readonly Export[];
}

const tables = new WeakMap<Facts, Names>();

function namesOf(facts: Facts): Names {
  const known = tables.get(facts);
  if (known) return known;
  const named = new Map<string, Export[]>();
  for (const each of facts.exports) named.set(each.name, [...(named.get(each.name) ?? []), each]);
  const names = { named, stars: (named.get("*") ?? []).filter((e) => e.source !== undefined) };
  tables.set(facts, names);
  return names;
}

/** `module.exports = createClient`, `export = createClient`. */
function namespaceValue(linker: Linker, base: number): Value {
  const unit = linker.units.at(base);
  const whole = (namesOf(unit.facts).named.get("*") ?? []).filter((e) => e.value);
  return valuesOf(linker, unit, whole) ?? UNKNOWN;
}

/** Undefined where the file does not export the name, as far as one can see. Files that re-export each other end here. */
function exported(linker: Linker, unit: Unit, name: string, seen: Set<Unit>): Value | undefined {
  if (seen.has(unit)) return undefined;
  seen.add(unit);
  const { named, stars } = namesOf(unit.facts);
  const entries = named.get(name) ?? [];
  const own = valuesOf(linker, unit, entries);
  if (own) return own;
  for (const { source, imported, span } of entries) {
    if (source !== undefined && imported !== undefined) return reexported(linker, { source, span }, imported, seen);
  }
  const whole = namespaceValue(linker, unit.facts.base);
  if (whole.kind !== "unknown") return name === "default" ? whole : propertyOf(linker, whole, name);
  if (name === "default") return undefined;
  for (const { source, span } of stars) {
    const next = linker.units.find({ source: source as string, span });
    const found = next && exported(linker, next, name, seen);
    if (found) return found;
  }
  return undefined;
}

/** `export { a as b } from "./client"`, which may be a package's too. */
function reexported(linker: Linker, from: Pick<ImportRef, "source" | "span">, imported: string, seen: Set<Unit>): Value {
  const next = linker.units.find(from);
  if (!next) return { kind: "module", source: from.source, path: [imported] };
  return imported === "*" ? { kind: "namespace", base: next.facts.base } : (exported(linker, next, imported, seen) ?? UNKNOWN);
}

function valuesOf(linker: Linker, unit: Unit, entries: readonly Export[]): Value | undefined {
  const top = linker.top(unit.facts.base);
  const values = entries.flatMap(({ value }) => (value ? [linker.valueOf(value, top)] : []));
  return values.length === 0 ? undefined : join(values, `export ${entries[0]?.name}@${top.key}`, false);
}
