/** What arrives at a `catch` in one pass: which outcomes of which request, in which error. */
import type { BindingId, Expr, Stmt } from "../facts";
import type { Subject } from "../link/value";
import { eachExpression, eachStatement, expressions } from "../walk";
import type { Narrower } from "./narrow";
import type { Request } from "./repeated";
import { emptyLike, intersection, type RowSet, union } from "./rows";
import { joinStates, type State, withCell } from "./state";

/** What requests throw that fail, and what each `throw` hands on, by the expression thrown. */
export interface Arrival {
  failed: State;
  readonly thrown: Map<Expr, State>;
}

export const nothingArrives = (): Arrival => ({ failed: undefined, thrown: new Map() });

export function throwInto(arrival: Arrival | undefined, site: Expr, state: State): void {
  if (state) arrival?.thrown.set(site, joinStates(arrival.thrown.get(site), state));
}

export const allOf = ({ failed, thrown }: Arrival): State => [...thrown.values()].reduce(joinStates, failed);

/** An error that was caught, and of each request the outcomes that ended in an error of which nothing else is known. */
export interface Caught {
  readonly error: Subject;
  readonly blind: ReadonlyMap<string, RowSet>;
}

const rowsOf = (state: State, request: Request): RowSet | undefined => state?.get(request.subject.id)?.sets[0];

/**
 * The state at the start of a `catch`: the error's outcomes are the very ones that got here. With `sighted`, what the project throws
 * without a trace of the outcome is left out: a `catch` that asks about its error knows more of it than can be seen here.
 */
export function caughtState(
  narrower: Narrower,
  arrival: Arrival,
  error: Subject,
  requests: readonly Request[],
  sighted: boolean,
): { readonly state: State; readonly caught: Caught } {
  const known = new Set<Expr>(error.members.flatMap((m) => (m.thrown ? [m.thrown.site] : [])));
  const others = [...arrival.thrown].filter(([site]) => !known.has(site)).map(([, state]) => state);
  const rest = others.reduce<State>(joinStates, undefined);
  const blind = new Map<string, RowSet>();
  for (const request of requests) {
    const rows = rowsOf(rest, request);
    const carried = error.members.some((m) => m.origin.id === request.origin.id && m.side === "value");
    if (rows && !carried && !sighted) blind.set(request.origin.id, rows);
  }
  let state = allOf(arrival);
  if (!state) return { state, caught: { error, blind } };
  const full = narrower.cellOf(undefined, error);
  const sets = error.members.map((member, i) => {
    const request = requests.find((r) => r.origin.id === member.origin.id);
    const all = full.sets[i] as RowSet;
    if (!request) return all;
    const from = member.thrown ? arrival.thrown.get(member.thrown.site) : member.side === "value" ? rest : arrival.failed;
    return rowsOf(from, request) ?? emptyLike(all);
  });
  state = withCell(state, error.id, { sets, foreign: full.foreign });
  const caught = { error, blind };
  return { state: settle(state, [caught], requests), caught };
}

/** What was found out about caught errors holds for the requests that they came of. */
export function settle(state: State, caught: readonly Caught[], requests: readonly Request[]): State {
  let at = state;
  for (const { error, blind } of caught) {
    const known = at?.get(error.id);
    if (!known) continue;
    for (const request of requests) {
      const cell = at?.get(request.subject.id);
      const [rows] = cell?.sets ?? [];
      if (!cell || !rows) continue;
      const parts = error.members.flatMap((m, i) => (m.origin.id === request.origin.id ? [known.sets[i] as RowSet] : []));
      const left = parts.reduce(union, blind.get(request.origin.id) ?? emptyLike(rows));
      at = withCell(at, request.subject.id, { ...cell, sets: [intersection(rows, left)] });
    }
  }
  return at;
}

/** Whether a condition in the body reads the error, or a name made of it. */
export function asksAbout(body: readonly Stmt[], error: BindingId): boolean {
  const names = new Set([error]);
  const mentions = (expr: Expr): boolean => {
    let found = false;
    eachExpression(expr, (e) => {
      if (e.kind === "local" && names.has(e.binding)) found = true;
    });
    return found;
  };
  let asks = false;
  eachStatement(body, (stmt) => {
    if (stmt.kind === "let" && stmt.initial && mentions(stmt.initial)) names.add(stmt.binding);
    for (const expr of expressions(stmt)) {
      const conditional = stmt.kind === "branch" || stmt.kind === "switch" || stmt.kind === "loop";
      if (conditional && mentions(expr)) asks = true;
      eachExpression(expr, (e) => {
        if (e.kind === "choice" && mentions(e.test ?? e.left)) asks = true;
      });
    }
  });
  return asks;
}
