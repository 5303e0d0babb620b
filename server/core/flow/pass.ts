/**
 * One pass of what repeats, walked from a state in which no request was made: what is left where the next pass begins. `certain` leaves
 * out the outcomes on which a condition decides that cannot be answered here.
 */
import type { Branch, Call, Expr, Func, Stmt, Switch, Try } from "../facts";
import type { Frame } from "../link/value";
import { children } from "../walk";
import { type Arrival, allOf, asksAbout, type Caught, caughtState, nothingArrives, settle, throwInto } from "./arrivals";
import { changes } from "./changes";
import type { Flags } from "./flags";
import { beginsIn, leaves } from "./leaves";
import type { Doubt, Narrower } from "./narrow";
import type { Request } from "./repeated";
import { emptyLike, filterRows, isSuccess, type Row, type RowSet } from "./rows";
import { joinStates, type State, withCell } from "./state";
import { caseCondition } from "./switches";

export interface Walk {
  readonly narrower: Narrower;
  readonly body: readonly Stmt[];
  readonly frame: Frame;
  readonly requests: readonly Request[];
  /** Asked before the body. */
  readonly test?: Expr;
  readonly certain: boolean;
  /** Whether a call begins the next pass: the function that is walked calls itself. */
  readonly begins?: (call: Call, frame: Frame) => boolean;
  /** Names by which the loop knows that it is done. */
  readonly flags?: Flags;
  /** Goes on where something changes: the next pass then makes another request. */
  readonly onwards?: boolean;
}

export interface Exits {
  /** Where the body ends, and where the next pass begins. */
  readonly end: State;
  readonly again: State;
  readonly returned: State;
  readonly failed: State;
  readonly thrown: ReadonlyMap<Expr, State>;
  /** Every `throw` of the body, those that it catches itself too. */
  readonly throws: ReadonlyMap<Expr, State>;
}

export function walkPass({ narrower, body, frame: outer, requests, test, certain, begins, flags, onwards }: Walk): Exits {
  const { linker } = narrower;
  const byCall = new Map<Expr, Request>(requests.map((r) => [r.call, r]));
  const doubt = certain ? doubtOf(requests) : undefined;
  /** The first is for those outside. */
  const arrivals: Arrival[] = [nothingArrives()];
  const caught: Caught[] = [];
  const throws = nothingArrives();
  let frame = outer;
  let again: State;
  let returned: State;

  let start: State = new Map();
  for (const { subject } of requests)
    start = withCell(start, subject.id, { sets: narrower.cellOf(undefined, subject).sets.map(emptyLike), foreign: "none" });
  if (test) start = (flags?.rest ?? [test]).reduce((state, asked) => assume(asked, state, true), visit(test, start));
  const end = block(body, start);
  const [outside] = arrivals;
  return { end, again, returned, failed: outside?.failed, thrown: outside?.thrown ?? new Map(), throws: throws.thrown };

  function assume(expr: Expr, state: State, holds: boolean): State {
    return narrower.assume(expr, state, holds, frame, doubt);
  }

  function isBegin(call: Call): boolean {
    return begins?.(call, frame) === true;
  }

  function ends(expr: Expr): boolean {
    return !onwards && changes(linker, expr, frame, byCall);
  }

  function settled(state: State): State {
    return settle(state, caught, requests);
  }

  function block(stmts: readonly Stmt[], state: State): State {
    let at = state;
    for (const stmt of stmts) at = at ? statement(stmt, at) : at;
    return at;
  }

  function statement(stmt: Stmt, state: State): State {
    switch (stmt.kind) {
      case "let":
        if (stmt.initial?.kind === "await" && ends(stmt.initial)) return undefined;
        return stmt.initial ? visit(stmt.initial, state) : state;
      case "eval":
        return ends(stmt.expr) ? undefined : flagged(stmt.expr, visit(stmt.expr, state));
      case "throw":
        return thrownAway(stmt.value, settled(visit(stmt.value, state)));
      case "return":
        returned = joinStates(returned, settled(stmt.value ? visit(stmt.value, state) : state));
        return undefined;
      case "break":
        return undefined;
      case "continue":
        again = joinStates(again, settled(state));
        return undefined;
      case "block":
        return block(stmt.body, state);
      case "branch":
        return branched(stmt, state);
      case "switch":
        return switched(stmt, state);
      case "loop":
        // A loop within waits or goes over something; its own requests have their own passes.
        return state;
      case "try":
        return tried(stmt, state);
    }
  }

  /** `done = true` ends it, `done = res.ok` where the response was no failure. */
  function flagged(expr: Expr, state: State): State {
    const going =
      expr.kind === "assign" && expr.op === "=" && expr.target.kind === "local" ? flags?.going.get(expr.target.binding) : undefined;
    return going === undefined || expr.kind !== "assign" ? state : assume(expr.value, state, going);
  }

  function thrownAway(site: Expr, state: State): undefined {
    throwInto(arrivals.at(-1), site, failures(state));
    throwInto(throws, site, state);
  }

  /** A success that is thrown away for what its body lacks makes a retry no poll. */
  function failures(state: State): State {
    let at = state;
    for (const { subject } of requests) {
      const cell = at?.get(subject.id);
      const [rows] = cell?.sets ?? [];
      if (cell && rows) {
        const kept = filterRows(narrower.tableOf(subject, 0), rows, (row) => !isSuccess(row));
        at = withCell(at, subject.id, { ...cell, sets: [kept] });
      }
    }
    return at;
  }

  function branched(stmt: Branch, state: State): State {
    const tested = visit(stmt.test, state);
    // What neither ends nor begins a pass decides nothing.
    const decides = [stmt.then, stmt.else ?? []].some((body) => leaves(body, isBegin));
    const side = (holds: boolean) => (decides ? assume(stmt.test, tested, holds) : narrower.assume(stmt.test, tested, holds, frame));
    const then = block(stmt.then, side(true));
    return joinStates(then, stmt.else ? block(stmt.else, side(false)) : side(false));
  }

  function switched(stmt: Switch, state: State): State {
    let rest = visit(stmt.subject, state);
    let falls: State;
    let after: State;
    for (const { test: asked, body: clause } of stmt.cases) {
      let enters: State = rest;
      if (asked) {
        const condition = caseCondition(stmt, asked);
        enters = assume(condition, rest, true);
        rest = assume(condition, rest, false);
      }
      // `break` ends the case, not the pass.
      const upTo = clause.findIndex((s) => s.kind === "break" && s.label === undefined);
      falls = block(upTo < 0 ? clause : clause.slice(0, upTo), joinStates(enters, falls));
      if (upTo < 0) continue;
      after = joinStates(after, falls);
      falls = undefined;
    }
    return joinStates(joinStates(after, falls), stmt.cases.some((c) => !c.test) ? undefined : rest);
  }

  function tried(stmt: Try, state: State): State {
    const { catch: handler } = stmt;
    if (!handler) return block([...stmt.body, ...(stmt.finally ?? [])], state);
    arrivals.push(nothingArrives());
    const body = block(stmt.body, state);
    const arrival = arrivals.pop() ?? nothingArrives();
    const after = joinStates(body, handled(handler.binding, handler.body, arrival));
    return stmt.finally ? block(stmt.finally, after) : after;
  }

  function handled(binding: number | undefined, handler: readonly Stmt[], arrival: Arrival): State {
    const value = binding === undefined ? undefined : linker.bindingValue(binding, frame);
    if (binding === undefined || value?.kind !== "view") return settled(block(handler, allOf(arrival)));
    const entered = caughtState(narrower, arrival, value.subject, requests, certain && asksAbout(handler, binding));
    caught.push(entered.caught);
    const after = settled(block(handler, entered.state));
    caught.pop();
    return after;
  }

  function visit(expr: Expr, state: State): State {
    if (!state || expr.kind === "function" || expr.kind === "class") return state;
    if (expr.kind === "choice") {
      if (expr.op === "??") return joinStates(state, visit(expr.right, visit(expr.left, state)));
      const first = expr.op === "?:" ? (expr.test as Expr) : expr.left;
      const tested = visit(first, state);
      if (expr.op !== "?:") return joinStates(tested, visit(expr.right, narrower.assume(first, tested, expr.op === "&&", frame)));
      return joinStates(visit(expr.left, assume(first, tested, true)), visit(expr.right, assume(first, tested, false)));
    }
    const chained = expr.kind === "call" ? chain(expr, state) : undefined;
    if (chained) return chained.state;
    let at: State = state;
    for (const child of children(expr)) at = visit(child, at);
    if (expr.kind !== "call" || !at) return at;
    if (isBegin(expr)) {
      again = joinStates(again, settled(at));
      return undefined;
    }
    for (const arg of expr.args)
      if (arg.kind === "function" && begins && beginsIn(linker, arg.id, begins)) again = joinStates(again, settled(at));
    const request = byCall.get(expr);
    return request ? made(request, at) : at;
  }

  /** `p.then(f)`, `p.catch(f)`, `p.finally(f)` with functions written there: they run where they stand. */
  function chain(call: Call, state: State): { readonly state: State } | undefined {
    const { callee, args } = call;
    if (callee.kind !== "member" || !/^(?:then|catch|finally)$/.test(callee.name ?? "") || frame.depth > 0) return undefined;
    const functions = args.map((a) => (a.kind === "function" ? linker.functionOf(a.id) : undefined));
    if (functions.length === 0 || functions.some((f) => !f)) return undefined;
    const [first, second] = functions as Func[];
    const rejected = callee.name === "catch" ? first : callee.name === "then" ? second : undefined;
    if (rejected) arrivals.push(nothingArrives());
    let at = visit(callee.object, state);
    const arrival = rejected ? arrivals.pop() : undefined;
    if (callee.name !== "catch" && first) at = inline(first, () => block(first.body, at));
    if (!rejected || !arrival) return { state: at };
    const binding = rejected.params[0]?.binding;
    return {
      state: joinStates(
        at,
        inline(rejected, () => handled(binding, rejected.body, arrival)),
      ),
    };
  }

  /** Runs a callback's body: it returns to where the promise goes on. */
  function inline(func: Func, run: () => State): State {
    const [outerFrame, outerReturned] = [frame, returned];
    frame = linker.canonical(func.id);
    returned = undefined;
    const ended = run();
    const after = joinStates(ended, returned);
    [frame, returned] = [outerFrame, outerReturned];
    return after;
  }

  /** A request is made: its failure goes to the `catch` around, its response to what follows. */
  function made(request: Request, state: State): State {
    const { subject, inside } = request;
    const put = (rows: RowSet | undefined): State => (rows ? withCell(state, subject.id, { sets: [rows], foreign: "none" }) : undefined);
    const ways = inside ? through(request, inside) : direct(request);
    const around = arrivals.at(-1);
    if (around) around.failed = joinStates(around.failed, put(ways.failed));
    for (const [site, rows] of ways.thrown) throwInto(around, site, put(rows));
    return put(ways.arrived);
  }

  function direct({ subject, origin }: Request): Ways {
    const table = narrower.tableOf(subject, 0);
    const { throwsOnStatus, givesErrors } = origin.transport;
    const fails = (row: Row) => !givesErrors && (row.kind === "network" || (throwsOnStatus && !isSuccess(row)));
    return {
      failed: filterRows(table, undefined, fails),
      thrown: new Map(),
      arrived: filterRows(table, undefined, (row) => !fails(row)),
    };
  }

  /** The same for a function of the file: which outcomes it lets out as an error, and which it returns. */
  function through({ subject }: Request, inside: NonNullable<Request["inside"]>): Ways {
    const body = linker.functionOf(inside.frame.func)?.body ?? [];
    const exits = walkPass({ narrower, body, frame: inside.frame, requests: [inside.request], certain });
    const rows = (state: State): RowSet | undefined => state?.get(subject.id)?.sets[0];
    const thrown = new Map([...exits.thrown].flatMap(([site, state]) => [[site, rows(state)] as const]));
    const [failed, arrived] = [rows(exits.failed), rows(joinStates(exits.returned, exits.end))];
    return { thrown, ...(failed ? { failed } : {}), ...(arrived ? { arrived } : {}) };
  }
}

/** What a condition can hang on: the outcomes of the requests, and what the calls give that make them. */
export const doubtOf = (requests: readonly Request[]): Doubt => ({
  origins: new Set(requests.map((r) => r.origin.id)),
  calls: new Set(requests.map((r) => r.call)),
});

/** The rows of a request that end as an error of its own, as one that the project throws, and as a result. */
interface Ways {
  readonly failed?: RowSet;
  readonly thrown: ReadonlyMap<Expr, RowSet | undefined>;
  readonly arrived?: RowSet;
}
