/**
 * Which parts of the analysed file an answer was looked up in, so that after an edit only that is looked up again which the edit can
 * change. A part is a statement of the module's top level, or a member of a class there. Whatever looks something up counts for a node:
 * a part, the top level as a whole, or all imported files together; the nodes that it leads to are what it depends on. A part has two:
 * what stands in it, and what it comes to as it stands. For a function that is followed with the arguments of a call counts only the
 * first, so that those who call it do not depend on each other through its parameters.
 */
import type { Binding, BindingId, ClassId, Facts, FuncId } from "../facts";
import { FIRST_BASE } from "../relocate";

export interface Reads {
  /** The node of the top level as a whole, which any edit changes. */
  readonly module: number;
  /** The node of the files that are imported. */
  readonly others: number;
  /** By node, those that it was looked up in. */
  readonly of: readonly ReadonlySet<number>[];
  /** The node of what stands in the part around an offset. */
  at(offset: number): number;
  /** The node of what that comes to. */
  value(offset: number): number;
  /** Counts what `run` looks up for the node. */
  within<T>(node: number, run: () => T): T;
  /** What is looked up now depends on the node. */
  note(node: number): void;
  function(id: FuncId): void;
  binding(id: BindingId): void;
  class(id: ClassId): void;
  /** `from` depends on `to`. */
  add(from: number, to: number): void;
}

/** For an analysis that nothing is kept of. */
export const NO_READS: Reads = {
  module: 0,
  others: 0,
  of: [],
  at: () => 0,
  value: () => 0,
  within: (_node, run) => run(),
  note: () => {},
  function: () => {},
  binding: () => {},
  class: () => {},
  add: () => {},
};

/** Where the nodes stand of a file with so many parts: first what stands in each, then what it comes to. */
export const nodesOf = (parts: number) => ({ value: (part: number): number => parts + part, module: 2 * parts, others: 2 * parts + 1 });

/** `readsOf(facts)` has two nodes for each end of `facts.ends`, and two more. */
export function readsOf(facts: Facts): Reads {
  const { ends, functions, bindings, classes } = facts;
  const { value, module, others } = nodesOf(ends.length);
  // What a part comes to depends on what stands in it.
  const of = Array.from(
    { length: others + 1 },
    (_, node) => new Set<number>(ends.length <= node && node < module ? [node - ends.length] : []),
  );
  const at = (offset: number): number => (offset >= FIRST_BASE ? others : partAt(ends, offset));
  const nodes = (list: readonly { readonly span: { readonly start: number } }[]) => Int32Array.from(list, ({ span }) => at(span.start));
  const ofFunction = nodes(functions);
  const ofBinding = nodes(bindings);
  const ofClass = nodes(classes);
  const written = writtenElsewhere(bindings, at);
  let current = -1;

  const note = (node: number): void => {
    if (current >= 0 && node !== current) (of[current] as Set<number>).add(node);
  };
  return {
    module,
    others,
    of,
    at,
    value: (offset) => (offset >= FIRST_BASE ? others : value(partAt(ends, offset))),
    within(node, run) {
      const outer = current;
      current = node;
      try {
        return run();
      } finally {
        current = outer;
      }
    },
    note,
    // Of the top level nothing is asked that an edit changes: what stands in it is asked for by its own place.
    function: (id) => id !== 0 && note(ofFunction[id] ?? others),
    binding(id) {
      note(ofBinding[id] ?? others);
      for (const node of written.get(id) ?? []) note(node);
    },
    class: (id) => note(ofClass[id] ?? others),
    add: (from, to) => void (from !== to && of[from]?.add(to)),
  };
}

/** Index of the first end behind the offset; what stands behind the last end is of the last part. */
export function partAt(ends: readonly number[], offset: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The other parts that assign a name. */
function writtenElsewhere(bindings: readonly Binding[], at: (offset: number) => number): ReadonlyMap<BindingId, readonly number[]> {
  const found = new Map<BindingId, readonly number[]>();
  for (const { id, span, writes } of bindings) {
    if (writes.length === 0) continue;
    const own = at(span.start);
    const others = writes.map((write) => at(write.span.start)).filter((node) => node !== own);
    if (others.length > 0) found.set(id, others);
  }
  return found;
}
