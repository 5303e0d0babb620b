/** What a name takes that is assigned anew. */
import type { BindingId, Expr } from "../facts";
import { type Frame, isJoined, pathKey, type Subject } from "../link/value";
import type { Narrower } from "./narrow";
import { emptyLike } from "./rows";
import type { Cell, State } from "./state";

/** `res = await fetch(b)`: of the subject that joins all that the name can hold, only what was assigned remains. */
export function takenBy(
  narrower: Narrower,
  binding: BindingId,
  value: Expr,
  frame: Frame,
  state: State,
): { readonly subject: Subject; readonly cell: Cell } | undefined {
  const { linker } = narrower;
  const place = linker.bindingValue(binding, frame);
  if (!state || place.kind !== "view" || !isJoined(place.subject.id)) return undefined;
  const { subject } = place;
  const given = linker.valueOf(value, frame);
  const source = given.kind === "view" ? narrower.cellOf(state, given.subject) : undefined;
  const full = narrower.cellOf(undefined, subject);
  const sets = full.sets.map((set, i) => {
    const member = subject.members[i];
    if (given.kind !== "view" || !member) return emptyLike(set);
    const from = given.subject.members.findIndex(
      (m) => m.origin === member.origin && m.side === member.side && pathKey([...m.prefix, ...given.path]) === pathKey(member.prefix),
    );
    return from < 0 ? emptyLike(set) : (source?.sets[from] ?? set);
  });
  const foreign = given.kind === "view" ? given.subject.foreign : given.kind === "constant" ? "none" : subject.foreign;
  return { subject, cell: { sets, foreign } };
}
