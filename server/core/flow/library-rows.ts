/** Which outcomes of a request a library repeats: by its statuses and methods, and by what functions of the program say. */
import { among, type Decision, type Policy } from "../../../catalog/model/retrier";
import { FAILURES, includes, without } from "../../../catalog/model/status-ranges";
import { transportOf } from "../link/transports";
import type { Member, Origin, Subject } from "../link/value";
import type { Asked } from "./library-conditions";
import { answerOf, repeatsOf } from "./library-decisions";
import type { Options } from "./library-options";
import type { Narrower } from "./narrow";
import { difference, filterRows, intersection, isEmpty, type Row, type RowSet, type RowTable, union } from "./rows";

/** The ways in which a request failed, as the library's functions are shown them. */
export interface Failed {
  readonly asked: Asked;
  readonly rows: RowSet;
}

export interface Repeating {
  readonly policy: Policy;
  readonly options: Options;
  /** A list of statuses that cannot be read. */
  readonly blurred: boolean;
}

/** Of the failures, those that are repeated; `certain` leaves out those of which that cannot be said. */
export function repeatedOf(
  narrower: Narrower,
  { policy, options, blurred }: Repeating,
  table: RowTable,
  method: string | undefined,
  failures: readonly Failed[],
  certain: boolean,
): RowSet {
  const nothing = filterRows(table, undefined, () => false);
  const total = failures.reduce((all, { rows }) => union(all, rows), nothing);
  const guarded = filterRows(table, total, (row) => {
    const guard = row.kind === "network" ? policy.networkMethods : policy.methods;
    const allowed = method === undefined ? (guard === "all" ? true : "unknown") : among(guard, method);
    return allowed === "unknown" ? !certain : allowed;
  });
  if (policy.decisions.length === 0) return filterRows(table, guarded, (row) => listed(policy, row, certain));
  let result = nothing;
  for (const { asked, rows } of failures) {
    let at = intersection(rows, guarded);
    for (const decision of policy.decisions) {
      const within = filterRows(table, decision.mode === "narrows" ? at : intersection(rows, guarded), (row) =>
        row.kind === "network" ? policy.network !== false : row.status === undefined || includes(decision.within, row.status),
      );
      const answer = answerOf(narrower, decision, options.given.get(decision.option), shownTo(decision, asked), within, certain);
      const unread = blurred && decision.mode !== "replaces";
      if (!answer || (unread && certain)) {
        at = certain ? difference(at, at) : within;
        continue;
      }
      const left = filterRows(table, answer.open, (row) => row.status !== undefined && includes(decision.otherwise, row.status));
      at = union(answer.yes, left);
    }
    result = union(result, at);
  }
  return result;
}

/** Whom a function is asked about: one that gets no error the response, one that gets nothing else the error that is made of it. */
function shownTo({ error, response }: Decision, asked: Asked): Asked {
  if (!error && asked.response) return { ...asked, subject: asked.response };
  return error && !response && asked.raised ? { ...asked, subject: asked.raised, error: asked.raised } : asked;
}

/** What the library's own statuses say. */
function listed({ statuses, network }: Policy, row: Row, certain: boolean): boolean {
  if (row.kind === "network") return network === "unknown" ? !certain : network;
  if (statuses === "unknown") return !certain;
  return row.status === undefined ? without(FAILURES, statuses).length === 0 : includes(statuses, row.status);
}

/** The tries that a function of the program allows, where the library leaves that to it. */
export function attemptsOf(narrower: Narrower, { policy, options }: Repeating, failures: readonly Failed[]): Policy["attempts"] {
  const decision = policy.decisions.find((d) => d.bounded === false);
  if (!decision || policy.attempts !== "unknown") return policy.attempts;
  let most = 0;
  for (const { asked, rows } of failures) {
    if (isEmpty(rows)) continue;
    const repeats = repeatsOf(narrower, decision, options.given.get(decision.option), shownTo(decision, asked), rows);
    if (repeats === "unknown") return "unknown";
    most = Math.max(most, repeats);
  }
  return most + 1;
}

/** How a library that looks at responses shows the failures of a request to the functions that it asks. */
export function failuresOf(narrower: Narrower, seen: Origin, key: string): readonly Failed[] {
  const { over } = seen.transport;
  const origin = over === undefined ? seen : { ...seen, transport: transportOf(over) };
  const { throwsOnStatus, givesErrors } = origin.transport;
  const error = subjectFor(narrower, `error ${key}`, { origin, side: "error", prefix: [] }, true);
  const response = subjectFor(narrower, `response ${key}`, { origin, side: "value", prefix: [] }, false);
  const table = narrower.tableOf(error, 0);
  const failed = (row: Row) => !(row.kind === "status" && (row.status ?? 0) >= 200 && (row.status ?? 0) < 300);
  const network = filterRows(table, undefined, (row) => row.kind === "network");
  const answered = filterRows(table, undefined, (row) => row.kind !== "network" && failed(row));
  return [
    { asked: { subject: error, member: 0, error, response: null }, rows: network },
    throwsOnStatus || givesErrors
      ? { asked: { subject: error, member: 0, error, response }, rows: answered }
      : { asked: { subject: response, member: 0, error: null, response, raised: error }, rows: answered },
  ];
}

const subjectFor = ({ linker }: Narrower, id: string, member: Member, error: boolean): Subject =>
  linker.subject(id, () => ({ id, members: [member], foreign: "none", error, mutable: false }));
