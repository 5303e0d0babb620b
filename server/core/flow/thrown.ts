/** What can be in an error that the project throws: the outcomes with which the `throw` is reached. */
import { outcomeOf } from "../link/calls";
import type { Frame, Member, Subject, Thrown } from "../link/value";
import type { Narrower } from "./narrow";
import { type Exits, walkPass } from "./pass";
import { requestsIn } from "./repeated";
import { intersection, type RowSet } from "./rows";
import type { Cell } from "./state";

/** The outcomes at the start of a `catch`, where more is known of them than of any error of the request. */
export function thrownCell(narrower: Narrower, error: Subject): Cell | undefined {
  if (!error.members.some((m) => m.thrown)) return undefined;
  const walked = new Map<Frame, Exits>();
  const full = narrower.cellOf(undefined, error);
  const sets = full.sets.map((set, i) => {
    const member = error.members[i];
    const rows = member?.thrown ? rowsAt(narrower, member, member.thrown, walked) : undefined;
    return rows ? intersection(set, rows) : set;
  });
  return { ...full, sets };
}

function rowsAt(narrower: Narrower, { origin }: Member, { site, frame }: Thrown, walked: Map<Frame, Exits>): RowSet | undefined {
  const { linker } = narrower;
  const subject = outcomeOf(linker, origin);
  const body = linker.functionOf(frame.func)?.body ?? [];
  const request = requestsIn(linker, body, frame).find((r) => r.subject === subject);
  if (!request) return undefined;
  let exits = walked.get(frame);
  if (!exits) {
    exits = walkPass({ narrower, body, frame, requests: [request], certain: false });
    walked.set(frame, exits);
  }
  return exits.throws.get(site)?.get(subject.id)?.sets[0];
}
