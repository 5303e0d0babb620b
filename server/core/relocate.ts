/** Facts of an imported file get ids and offsets of their own, so that those of several files never meet. */
import type { Facts } from "./facts";

/** What gives a file numbers of its own. */
export interface Numbers {
  /** Ids and offsets of the analysed file itself are below it: no text that is analysed is as long, and none has as many names. */
  readonly first: number;
  /** How many a file takes: `relocate(facts, base)` uses those from `base` up to `base + extentOf(facts)`. */
  extentOf(facts: Facts): number;
  /**
   * `relocate(facts, 5_000_000)` moves each id and offset up by 5,000,000 and gives the facts back. They are changed as they are, since
   * a copy of every imported file would cost half as much again as reading it: the caller has made them, and nobody else has them.
   */
  relocate(facts: Facts, base: number): Facts;
}

export const FIRST_BASE = 2 ** 22;

export const numbers: Numbers = { first: FIRST_BASE, extentOf, relocate };

function extentOf({ functions, bindings, classes }: Facts): number {
  return Math.max(functions[0]?.span.end ?? 0, functions.length, bindings.length, classes.length) + 1;
}

/** Where a `start`, an `id` or a reference to a function, binding or class stands. No other number of the facts moves. */
const MOVES: ReadonlySet<string> = new Set(["start", "end", "id", "func", "function", "binding", "class", "parent", "owner"]);

function relocate(facts: Facts, base: number): Facts {
  const moved = new Set<object>();
  const move = (value: object): void => {
    if (moved.has(value)) return;
    moved.add(value);
    for (const key in value) {
      const part = (value as Record<string, unknown>)[key];
      if (typeof part === "object") part !== null && move(part);
      else if (typeof part === "number" && MOVES.has(key)) (value as Record<string, number>)[key] = part + base;
    }
  };
  move(facts);
  (facts as { base: number }).base += base;
  return facts;
}
