/** What is known at a place in a function: per subject the rows that can still be. A subject that is not named can be anything. */
import type { Subject } from "../link/value";
import { isEmpty, type RowSet, union } from "./rows";

export interface Cell {
  /** One set for each member of the subject, in their order. */
  readonly sets: readonly RowSet[];
  readonly foreign: Subject["foreign"];
}

/** `undefined` is a place that nothing reaches. */
export type State = ReadonlyMap<string, Cell> | undefined;

export const START: State = new Map();

export const isDead = (cell: Cell): boolean => cell.foreign === "none" && cell.sets.every(isEmpty);

const WORSE = { none: 0, sync: 1, async: 2 } as const;
export const worse = (a: Subject["foreign"], b: Subject["foreign"]): Subject["foreign"] => (WORSE[a] >= WORSE[b] ? a : b);

export const joinCells = (a: Cell, b: Cell): Cell => ({
  sets: a.sets.map((set, i) => union(set, b.sets[i] as RowSet)),
  foreign: worse(a.foreign, b.foreign),
});

/** What holds when control comes from either side. */
export function joinStates(a: State, b: State): State {
  if (!a || a === b) return b;
  if (!b) return a;
  const joined = new Map<string, Cell>();
  for (const [id, cell] of a) {
    const other = b.get(id);
    if (other) joined.set(id, cell === other ? cell : joinCells(cell, other));
  }
  return joined;
}

export function withCell(state: State, id: string, cell: Cell): State {
  if (!state) return state;
  const next = new Map(state);
  next.set(id, cell);
  return next;
}

export function without(state: State, ids: Iterable<string>): State {
  if (!state) return state;
  let next: Map<string, Cell> | undefined;
  for (const id of ids) {
    if (!state.has(id)) continue;
    next ??= new Map(state);
    next.delete(id);
  }
  return next ?? state;
}
