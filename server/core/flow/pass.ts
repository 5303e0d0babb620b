/** One pass of a loop, walked from a state in which no request was made: what is left where the next pass begins. */
import type { BindingId, Call, Expr, Loop, Stmt, Try } from "../facts";
import type { Linker } from "../link/link";
import type { Frame, Origin, Subject } from "../link/value";
import { children, eachExpression, eachStatement, expressions } from "../walk";
import { changes } from "./changes";
import type { Narrower } from "./narrow";
import { emptyLike, filterRows, isSuccess, type Row, type RowSet } from "./rows";
import { joinStates, type State, withCell, without } from "./state";

export interface Request {
  /** The call in the loop: the request itself, or a function of the file that makes it. */
  readonly call: Call;
  readonly origin: Origin;
  readonly subject: Subject;
  /** The function that makes it, looked at for this call. */
  readonly inside?: Frame;
  readonly within?: Try;
  readonly response?: { readonly name: string; readonly stmt: Stmt };
}

/** The state in which the next pass begins. */
export function pass(linker: Linker, narrower: Narrower, loop: Loop, frame: Frame, requests: readonly Request[]): State {
  const { end, again } = run(linker, narrower, loop.body, frame, requests, loop.form === "do" ? undefined : loop.test);
  const next = joinStates(end, again);
  return loop.test && next ? narrower.assume(loop.test, next, true, frame) : next;
}

interface Exits {
  /** Where the body ends, and where it says `continue`. */
  readonly end: State;
  readonly again: State;
  readonly returned: State;
  readonly failed: State;
  readonly thrown: State;
}

/** Walks statements from a state in which none of the requests was made. `test` is asked before. */
function run(linker: Linker, narrower: Narrower, body: readonly Stmt[], frame: Frame, requests: readonly Request[], test?: Expr): Exits {
  const byCall = new Map<Expr, Request>(requests.map((r) => [r.call, r]));
  /** What a request that fails, and what a `throw`, hands to the `catch` around; the first entry is for those outside. */
  const arriving: { failed: State; thrown: State }[] = [{ failed: undefined, thrown: undefined }];
  /** The errors of the `catch` clauses around. */
  const caught: Subject[] = [];
  let again: State;
  let returned: State;

  let start: State = new Map();
  for (const { subject } of requests)
    start = withCell(start, subject.id, { sets: narrower.cellOf(undefined, subject).sets.map(emptyLike), foreign: "none" });
  if (test) start = narrower.assume(test, visit(test, start), true, frame);
  const end = block(body, start);
  const [outside] = arriving;
  return { end, again, returned, failed: outside?.failed, thrown: outside?.thrown };

  function block(body: readonly Stmt[], state: State): State {
    let at = state;
    for (const stmt of body) at = at ? statement(stmt, at) : at;
    return at;
  }

  function statement(stmt: Stmt, state: State): State {
    switch (stmt.kind) {
      case "let":
        if (stmt.initial?.kind === "await" && changes(linker, stmt.initial, frame, byCall)) return undefined;
        return stmt.initial ? visit(stmt.initial, state) : state;
      case "eval":
        return changes(linker, stmt.expr, frame, byCall) ? undefined : visit(stmt.expr, state);
      case "throw": {
        const at = visit(stmt.value, state);
        const around = arriving.at(-1);
        if (around) around.thrown = joinStates(around.thrown, at);
        return undefined;
      }
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
      case "branch": {
        const tested = visit(stmt.test, state);
        const then = block(stmt.then, narrower.assume(stmt.test, tested, true, frame));
        const other = narrower.assume(stmt.test, tested, false, frame);
        return joinStates(then, stmt.else ? block(stmt.else, other) : other);
      }
      case "switch":
        return switched(stmt, state);
      case "loop":
        // A loop within waits or goes over something; its own requests have their own passes.
        return state;
      case "try":
        return tried(stmt, state);
    }
  }

  function switched(stmt: Extract<Stmt, { kind: "switch" }>, state: State): State {
    let rest = visit(stmt.subject, state);
    let falls: State;
    let after: State;
    const outer = again;
    for (const { test, body } of stmt.cases) {
      let enters: State = rest;
      if (test) {
        const equal: Expr = { kind: "compare", op: "===", left: stmt.subject, right: test, opSpan: test.span, span: test.span };
        enters = narrower.assume(equal, rest, true, frame);
        rest = narrower.assume(equal, rest, false, frame);
      }
      // `break` ends the case, not the pass.
      const upTo = body.findIndex((s) => s.kind === "break" && s.label === undefined);
      falls = block(upTo < 0 ? body : body.slice(0, upTo), joinStates(enters, falls));
      if (upTo < 0) continue;
      after = joinStates(after, falls);
      falls = undefined;
    }
    again = joinStates(outer, again);
    return joinStates(joinStates(after, falls), stmt.cases.some((c) => !c.test) ? undefined : rest);
  }

  function tried(stmt: Try, state: State): State {
    if (!stmt.catch) return block([...stmt.body, ...(stmt.finally ?? [])], state);
    arriving.push({ failed: undefined, thrown: undefined });
    const body = block(stmt.body, state);
    const { failed, thrown } = arriving.pop() ?? {};
    const { binding } = stmt.catch;
    // What the project throws itself may carry the status: a catch that asks about its error knows more than the rows do.
    const arrives = joinStates(failed, binding !== undefined && asksAbout(stmt.catch.body, binding) ? undefined : thrown);
    const value = binding === undefined ? undefined : linker.bindingValue(binding, frame);
    const error = value?.kind === "view" ? value.subject : undefined;
    if (error) caught.push(error);
    const handled = arrives ? settled(block(stmt.catch.body, error ? without(arrives, [error.id]) : arrives)) : undefined;
    if (error) caught.pop();
    const after = joinStates(body, handled);
    return stmt.finally ? block(stmt.finally, after) : after;
  }

  /** What a `catch` found out about the error holds for the request that threw it. */
  function settled(state: State): State {
    let at = state;
    for (const error of caught) {
      const known = at?.get(error.id);
      if (!known) continue;
      const full = narrower.cellOf(undefined, error);
      for (const [i, member] of error.members.entries()) {
        const request = requests.find((r) => r.origin.id === member.origin.id);
        const cell = request && member.prefix.length === 0 ? at?.get(request.subject.id) : undefined;
        if (!request || !cell) continue;
        const gone = full.sets[i]?.map((word, w) => word & ~((known.sets[i] as RowSet)[w] as number)) as RowSet;
        at = withCell(at, request.subject.id, { ...cell, sets: cell.sets.map((set) => set.map((word, w) => word & ~(gone[w] as number))) });
      }
    }
    return at;
  }

  function visit(expr: Expr, state: State): State {
    if (!state || expr.kind === "function" || expr.kind === "class") return state;
    if (expr.kind === "choice") {
      if (expr.op === "??") return joinStates(state, visit(expr.right, visit(expr.left, state)));
      const first = expr.op === "?:" ? (expr.test as Expr) : expr.left;
      const tested = visit(first, state);
      if (expr.op === "?:") {
        const left = visit(expr.left, narrower.assume(first, tested, true, frame));
        return joinStates(left, visit(expr.right, narrower.assume(first, tested, false, frame)));
      }
      return joinStates(tested, visit(expr.right, narrower.assume(first, tested, expr.op === "&&", frame)));
    }
    let at: State = state;
    for (const child of children(expr)) at = visit(child, at);
    const request = byCall.get(expr);
    return request && at ? made(request, at) : at;
  }

  /** A request is made: its failure goes to the `catch` around, its response to what follows. */
  function made(request: Request, state: State): State {
    const { subject, inside } = request;
    const put = (rows: RowSet | undefined): State => (rows ? withCell(state, subject.id, { sets: [rows], foreign: "none" }) : undefined);
    const exits = inside ? through(request, inside) : direct(request);
    const around = arriving.at(-1);
    if (around) {
      around.failed = joinStates(around.failed, put(exits.failed));
      around.thrown = joinStates(around.thrown, put(exits.thrown));
    }
    return put(exits.arrived);
  }

  function direct({ subject, origin }: Request): Ways {
    const table = narrower.tableOf(subject, 0);
    const { throwsOnStatus } = origin.transport;
    const fails = (row: Row) => row.kind === "network" || (throwsOnStatus && !isSuccess(row));
    return { failed: filterRows(table, undefined, fails), arrived: filterRows(table, undefined, (row) => !fails(row)) };
  }

  /** The same for a function of the file: which outcomes it lets out as an error, and which it returns. */
  function through({ subject, origin }: Request, inside: Frame): Ways {
    const inner = linker.facts.functions[inside.func]?.body ?? [];
    const call = callOf(linker, inner, inside, subject);
    if (!call) return {};
    const exits = run(linker, narrower, inner, inside, [{ call, origin, subject }]);
    const rows = (state: State): RowSet | undefined => state?.get(subject.id)?.sets[0];
    const arrived = rows(joinStates(exits.returned, exits.end));
    const [failed, thrown] = [rows(exits.failed), rows(exits.thrown)];
    return { ...(failed ? { failed } : {}), ...(thrown ? { thrown } : {}), ...(arrived ? { arrived } : {}) };
  }
}

/** The rows of a request that end as an error of its own, as one that the project throws, and as a result. */
interface Ways {
  readonly failed?: RowSet;
  readonly thrown?: RowSet;
  readonly arrived?: RowSet;
}

/** The call in a function's body whose outcome the subject is. */
function callOf(linker: Linker, body: readonly Stmt[], frame: Frame, subject: Subject): Call | undefined {
  let found: Call | undefined;
  eachStatement(body, (stmt) => {
    for (const expr of expressions(stmt)) {
      eachExpression(expr, (e) => {
        if (e.kind !== "call" || found) return;
        const value = linker.valueOf(e, frame);
        if (value.kind === "view" && value.path.length === 0 && value.subject.id === subject.id) found = e;
      });
    }
  });
  return found;
}

/** Whether a condition in the body reads the error, or a name made of it. */
function asksAbout(body: readonly Stmt[], error: BindingId): boolean {
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
