import { strict as assert } from "node:assert";
import type { Facts } from "../../../server/core/facts";

/**
 * Holds facts to those of a fresh reading. Which number a function, a binding or a class has does not matter, as long as all mean the
 * same one by it, nor what is there that nothing means any more.
 */
export function assertSameFacts(actual: Facts, expected: Facts, message?: string): void {
  assert.deepEqual(canonical(actual), canonical(expected), message);
}

interface Numbered {
  readonly id: number;
  readonly name?: string;
  readonly span: { readonly start: number; readonly end: number };
}

function canonical(facts: Facts): unknown {
  const functions = ranks(facts.functions.filter(({ id, span }) => id === facts.base || span.end > span.start));
  const classes = ranks(facts.classes.filter(({ span }) => span.end > span.start));
  const used = new Set<number>();
  for (const value of [facts.functions, facts.classes, facts.exports, facts.imports]) note(value, used);
  for (let size = -1; size < used.size; ) {
    size = used.size;
    for (const binding of facts.bindings) if (used.has(binding.id) || binding.name !== "") note(binding, used.add(binding.id));
  }
  const bindings = ranks(facts.bindings.filter(({ id }) => used.has(id)));
  const tables: Readonly<Record<string, ReadonlyMap<number, number>>> = {
    ...{ func: functions, function: functions, parent: functions, binding: bindings, class: classes, owner: classes },
  };
  const renumber = (value: unknown, id?: ReadonlyMap<number, number>): unknown => {
    if (Array.isArray(value)) return value.map((each) => renumber(each, id));
    if (typeof value !== "object" || value === null) return value;
    const own = "kind" in value && value.kind === "function" && "id" in value && !("writes" in value) ? functions : undefined;
    const ofClass = "kind" in value && value.kind === "class" && "id" in value && !("writes" in value) ? classes : undefined;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => {
        const table = key === "id" ? (own ?? ofClass ?? id) : tables[key];
        return [key, typeof part === "number" && table ? table.get(part) : renumber(part)];
      }),
    );
  };
  const sorted = (all: readonly Numbered[], table: ReadonlyMap<number, number>): unknown =>
    renumber(
      all.filter(({ id }) => table.has(id)).sort((a, b) => (table.get(a.id) ?? 0) - (table.get(b.id) ?? 0)),
      table,
    );
  const { base, imports, exports, comments, errors, ends } = facts;
  return {
    ...{ base, comments, errors, ends, imports: renumber(imports), exports: renumber(exports) },
    functions: sorted(facts.functions, functions),
    bindings: sorted(facts.bindings, bindings),
    classes: sorted(facts.classes, classes),
  };
}

/** The place of each in the text, by its id. */
function ranks(all: readonly Numbered[]): ReadonlyMap<number, number> {
  const order = [...all].sort(
    (a, b) => a.span.start - b.span.start || b.span.end - a.span.end || compare(a.name ?? "", b.name ?? "") || a.id - b.id,
  );
  return new Map(order.map(({ id }, rank) => [id, rank]));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The bindings that a value names. */
function note(value: unknown, used: Set<number>): void {
  if (Array.isArray(value)) for (const each of value) note(each, used);
  else if (typeof value === "object" && value !== null)
    for (const [key, part] of Object.entries(value)) {
      if (key === "binding" && typeof part === "number") used.add(part);
      else note(part, used);
    }
}
