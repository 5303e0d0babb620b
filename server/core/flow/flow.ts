/**
 * Outcome flow: walks every function once, in the order in which it runs, and notes at each comparison what can be there. Knowledge of a
 * call's outcome only ever shrinks until the call is made again, so a loop's head knows what was known before it and one pass is exact.
 */
import type { Branch, Expr, Func, FuncId, Loop, Stmt, Switch, Try } from "../facts";
import { dotted } from "../link/requests";
import { type Frame, isJoined, isOutcome } from "../link/value";
import { children, expressions } from "../walk";
import { takenBy } from "./assigned";
import type { Passage } from "./chains";
import { type Narrower, subjectsIn } from "./narrow";
import { createNotes, type Misread } from "./notes";
import { candidatesOf, mayBePlace, type Site } from "./sites";
import { joinStates, START, type State, withCell, without } from "./state";
import { caseCondition, isOfConditions } from "./switches";
import { thrownCell } from "./thrown";

export interface Flow {
  /** Those that were walked, outer before inner. */
  readonly functions: readonly Func[];
  /** What is known where each function stands that was met in one of them. */
  readonly entries: Entries;
  readonly sites: readonly Site[];
  readonly misreads: readonly Misread[];
  /** Every switch and every `if`, with what is known around it. */
  readonly passages: readonly Passage[];
  readonly narrower: Narrower;
}

interface Jump {
  readonly label?: string;
  readonly loop: boolean;
  breaks: State;
  continues: State;
}

/** By function, what is known where it stands; of one that is missing nothing is. */
export type Entries = ReadonlyMap<FuncId, State>;

/** Looks on while functions are walked: each expression with what is known before it. */
export interface Watch {
  seen(expr: Expr, frame: Frame, state: State): void;
}

/** Walks functions, given outer before inner; `around` is what walking those around them brought to light. */
export function flowOf(narrower: Narrower, functions: readonly Func[], around: Entries, watch?: Watch): Flow {
  const { linker } = narrower;
  const sites: Site[] = [];
  const misreads: Misread[] = [];
  const passages: Passage[] = [];
  const entries = new Map(around);
  for (const func of functions) walkFunction(func.id);
  return { functions, entries, sites, misreads, passages, narrower };

  function walkFunction(id: FuncId): void {
    const frame = linker.canonical(id);
    const func = linker.functionOf(id);
    if (!func) return;
    let jumps: readonly Jump[] = [];
    const touched: Set<string>[] = [];
    const notes = createNotes(narrower, frame, sites, misreads);

    let entry = entries.get(id) ?? START;
    for (const param of func.params) if (param.initial) entry = visit(param.initial, entry);
    block(func.body, entry);

    function touch(ids: Iterable<string>): void {
      for (const set of touched) for (const t of ids) set.add(t);
    }

    function block(body: readonly Stmt[], state: State): State {
      const outer = notes.asked;
      let at = state;
      for (const stmt of body) at = statement(stmt, at);
      notes.asked = outer;
      return at;
    }

    function statement(stmt: Stmt, state: State): State {
      notes.root = expressions(stmt)[0];
      switch (stmt.kind) {
        case "let":
          return stmt.initial ? assigned(stmt.binding, stmt.initial, visit(stmt.initial, state)) : state;
        case "eval":
          return visit(stmt.expr, state);
        case "throw":
          visit(stmt.value, state);
          return undefined;
        case "return":
          if (stmt.value) visit(stmt.value, state);
          return undefined;
        case "block": {
          if (stmt.label === undefined) return block(stmt.body, state);
          return within({ label: stmt.label, loop: false, breaks: undefined, continues: undefined }, (jump) =>
            joinStates(block(stmt.body, state), jump.breaks),
          );
        }
        case "break":
        case "continue":
          leave(stmt.kind, stmt.label, state);
          return undefined;
        case "branch":
          return branched(stmt, state);
        case "switch":
          return switched(stmt, state);
        case "loop":
          return looped(stmt, state);
        case "try":
          return tried(stmt, state);
      }
    }

    function within(jump: Jump, run: (jump: Jump) => State): State {
      const outer = jumps;
      jumps = [...outer, jump];
      const after = run(jump);
      jumps = outer;
      return after;
    }

    function leave(kind: "break" | "continue", label: string | undefined, state: State): void {
      const target = jumps.findLast((j) =>
        label === undefined ? (kind === "break" ? j.label === undefined || j.loop : j.loop) : j.label === label,
      );
      if (!target) return;
      if (kind === "break") target.breaks = joinStates(target.breaks, state);
      else target.continues = joinStates(target.continues, state);
    }

    function branched(stmt: Branch, state: State): State {
      const outer = notes.asked;
      const [outerBranch, outerCall] = [notes.branch, notes.argumentOf];
      [notes.branch, notes.argumentOf] = [stmt, undefined];
      const tested = visit(stmt.test, state);
      [notes.branch, notes.argumentOf] = [outerBranch, outerCall];
      const then = block(stmt.then, narrower.assume(stmt.test, tested, true, frame));
      const other = narrower.assume(stmt.test, tested, false, frame);
      passages.push({ stmt, frame, before: tested, left: other });
      const after = joinStates(then, stmt.else ? block(stmt.else, other) : other);
      // A chain that returns from its branches is an if-else chain all the same.
      if (then) notes.asked = outer;
      return after;
    }

    function switched(stmt: Switch, state: State): State {
      let rest = visit(stmt.subject, state);
      const base = rest;
      let falls: State;
      return within({ loop: false, breaks: undefined, continues: undefined }, (jump) => {
        const outer = notes.asked;
        for (const clause of stmt.cases) {
          let enters: State;
          if (clause.test) {
            const test = clause.test;
            notes.root = stmt.subject;
            visit(test, rest);
            const condition = caseCondition(stmt, test);
            const asks = !isOfConditions(stmt.subject) && mayBePlace(linker, stmt.subject, frame);
            const candidates = asks ? candidatesOf(linker, test, frame) : undefined;
            if (candidates) notes.add({ form: "case", negated: false, place: stmt.subject, candidates }, test, rest, base, clause.span);
            enters = narrower.assume(condition, rest, true, frame);
            rest = narrower.assume(condition, rest, false, frame);
          } else enters = defaultState(stmt, base);
          falls = block(clause.body, joinStates(enters, falls));
        }
        notes.asked = outer;
        passages.push({ stmt, frame, before: base, left: rest });
        return joinStates(joinStates(falls, jump.breaks), stmt.cases.some((c) => !c.test) ? undefined : rest);
      });
    }

    /** What comes to `default`, wherever it stands: what no case takes. */
    function defaultState(stmt: Switch, base: State): State {
      let rest = base;
      for (const { test } of stmt.cases) if (test) rest = narrower.assume(caseCondition(stmt, test), rest, false, frame);
      return rest;
    }

    function looped(stmt: Loop, state: State): State {
      let at = state;
      for (const s of stmt.before) at = statement(s, at);
      if (stmt.over) at = visit(stmt.over, at);
      const head = withoutMutable(at);
      return within(
        { ...(stmt.label === undefined ? {} : { label: stmt.label }), loop: true, breaks: undefined, continues: undefined },
        (jump) => {
          const test = (s: State, holds: boolean) =>
            stmt.test ? narrower.assume(stmt.test, s, holds, frame) : holds || stmt.over ? s : undefined;
          let start = head;
          notes.root = stmt.test ?? stmt.over;
          if (stmt.form !== "do" && stmt.test) start = visit(stmt.test, start);
          const body = block(stmt.body, stmt.form === "do" ? start : test(start, true));
          let end = joinStates(body, jump.continues);
          if (stmt.update) end = visit(stmt.update, end);
          if (stmt.form === "do" && stmt.test) {
            end = visit(stmt.test, end);
            return joinStates(test(end, false), jump.breaks);
          }
          const left = stmt.over
            ? joinStates(head, end)
            : joinStates(test(start, false), stmt.test ? test(forget(end, stmt.test), false) : undefined);
          return joinStates(left, jump.breaks);
        },
      );
    }

    /** Before the test is asked again, the calls in it are made again. */
    function forget(state: State, test: Expr): State {
      return without(state, subjectsIn(linker, test, frame).keys());
    }

    function withoutMutable(state: State): State {
      return state && without(state, [...state.keys()].filter(isJoined));
    }

    function tried(stmt: Try, state: State): State {
      const changed = new Set<string>();
      touched.push(changed);
      const body = block(stmt.body, state);
      touched.pop();
      const interrupted = without(state, changed);
      let after = body;
      if (stmt.catch) {
        const { binding } = stmt.catch;
        const value = binding === undefined ? undefined : linker.bindingValue(binding, frame);
        const ids = value?.kind === "view" ? [value.subject.id] : [];
        touch(ids);
        const known = value?.kind === "view" ? thrownCell(narrower, value.subject) : undefined;
        const entered = without(interrupted, ids);
        after = joinStates(
          body,
          block(stmt.catch.body, known && value?.kind === "view" ? withCell(entered, value.subject.id, known) : entered),
        );
      }
      if (!stmt.finally) return after;
      const last = block(stmt.finally, joinStates(after, interrupted));
      return after && last ? last : undefined;
    }

    /** An evaluation of the expression: notes its comparisons, and that its calls are made anew. `base` forgets other alternatives. */
    function visit(expr: Expr, state: State, base: State = state): State {
      watch?.seen(expr, frame, state);
      switch (expr.kind) {
        case "choice":
          return chosen(expr, state, base);
        case "function":
          entries.set(expr.id, withoutMutable(state));
          return state;
        case "assign": {
          const value = visit(expr.value, expr.target.kind === "member" ? visit(expr.target, state) : state);
          return expr.target.kind === "local" ? assigned(expr.target.binding, expr.value, value) : value;
        }
        default:
      }
      notes.read(expr, state, base);
      const outer = notes.argumentOf;
      let at = state;
      for (const child of children(expr)) {
        if (expr.kind === "call" && child !== expr.callee) notes.argumentOf = dotted(linker, expr.callee) ?? outer;
        const same = at === state;
        at = visit(child, at, same ? base : at);
        notes.argumentOf = outer;
      }
      // Where nothing is known, nothing can be forgotten.
      if ((expr.kind === "call" || expr.kind === "new") && at?.size !== 0) {
        const value = linker.valueOf(expr, frame);
        if (value.kind === "view" && value.path.length === 0 && isOutcome(value.subject.id)) {
          touch([value.subject.id]);
          return without(at, [value.subject.id]);
        }
      }
      return at;
    }

    function chosen(expr: Extract<Expr, { kind: "choice" }>, state: State, base: State): State {
      const outer = notes.asked;
      if (expr.op === "?:") {
        const test = expr.test as Expr;
        const tested = visit(test, state, base);
        const left = visit(expr.left, narrower.assume(test, tested, true, frame));
        notes.asked = outer;
        return joinStates(left, visit(expr.right, narrower.assume(test, tested, false, frame)));
      }
      const left = visit(expr.left, state, base);
      if (expr.op === "??") return joinStates(left, visit(expr.right, left, base));
      const goes = expr.op === "&&";
      const from = narrower.assume(expr.left, left, goes, frame);
      return joinStates(left, visit(expr.right, from, goes ? narrower.assume(expr.left, base, true, frame) : base));
    }

    function assigned(binding: number, value: Expr, state: State): State {
      if (!linker.mayHold({ kind: "local", binding, span: value.span }, frame)) return state;
      const taken = takenBy(narrower, binding, value, frame, state);
      if (!taken) return state;
      touch([taken.subject.id]);
      return withCell(state, taken.subject.id, taken.cell);
    }
  }
}
