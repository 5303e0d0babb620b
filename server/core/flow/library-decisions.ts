/**
 * What a function of the program says that a library asks before it repeats: `shouldRetry: ({ error }) => error.status >= 500`. Its
 * conditions are worked out for each outcome, the first try's; a condition that does not hang on the outcome decides nothing.
 */
import type { Decision } from "../../../catalog/model/retrier";
import type { PlaceFile } from "../../../catalog/model/retrier-file";
import type { Expr, FuncId, ObjectLit, Stmt } from "../facts";
import { constant, type Frame, UNKNOWN, type Value, view } from "../link/value";
import { eachExpression, eachStatement, expressions } from "../walk";
import { calledBack } from "./library-callbacks";
import { type Asked, type Walk, where } from "./library-conditions";
import { callOf } from "./library-options";
import type { Narrower } from "./narrow";
import type { GivenOption } from "./retry";
import { emptyLike, isEmpty, type RowSet, union } from "./rows";
import { caseCondition } from "./switches";

export interface Answer {
  /** The outcomes after which it repeats. */
  readonly yes: RowSet;
  /** The outcomes that it leaves to the library. */
  readonly open: RowSet;
}

/** Of `set`, what the function repeats; undefined where it cannot be looked at. `attempt` counts from 0. */
export function answerOf(
  narrower: Narrower,
  decision: Decision,
  option: GivenOption | undefined,
  asked: Asked,
  set: RowSet,
  certain: boolean,
  attempt = 0,
): Answer | undefined {
  const func = option && functionOf(narrower, decision, option);
  const body = func && narrower.linker.functionOf(func.id)?.body;
  if (!func || !body) return undefined;
  const key = `decides ${option.expr.span.start} ${asked.subject.id} ${asked.member} ${attempt}`;
  const args = argumentsFor(decision, asked, attempt, func.frame, key);
  const frame: Frame = { func: func.id, outer: func.frame, args, key, depth: 1, memo: new Map(), open: new Map() };
  return walk({ narrower, decision, frame, certain, ...asked }, func.id, set);
}

/** The function itself, or the one that a function of the library is given: `handleWhen(error => …)`. */
function functionOf({ linker }: Narrower, { inner }: Decision, option: GivenOption) {
  const call = inner === undefined ? undefined : callOf(linker, option.expr);
  const expr = inner === undefined ? option.expr : call?.args[inner];
  const value = expr && linker.valueOf(expr, option.frame);
  return value?.kind === "function" ? value : undefined;
}

/** How often it says yes after the first try, up to 30 times; `Infinity` where it never looks at the number, `unknown` past what can be said. */
export function repeatsOf(
  narrower: Narrower,
  decision: Decision,
  option: GivenOption | undefined,
  asked: Asked,
  set: RowSet,
): number | "unknown" {
  const { attempt } = decision;
  if (!attempt || !option) return "unknown";
  for (let count = 0; count <= MOST; count++) {
    const answer = answerOf(narrower, decision, option, asked, set, false, count);
    if (!answer) return "unknown";
    if (isEmpty(answer.yes)) return count;
  }
  return readsArgument(narrower, decision, option, attempt.argument) ? "unknown" : Number.POSITIVE_INFINITY;
}

const MOST = 30;

function readsArgument(narrower: Narrower, decision: Decision, option: GivenOption, index: number): boolean {
  const func = functionOf(narrower, decision, option);
  const made = func && narrower.linker.functionOf(func.id);
  if (!made || made.params.some((p) => p.rest)) return true;
  const binding = made.params[index]?.binding;
  let reads = false;
  eachStatement(made.body, (stmt) => {
    for (const root of expressions(stmt)) {
      eachExpression(root, (e) => {
        if (e.kind === "local" && e.binding === binding) reads = true;
      });
    }
  });
  return reads;
}

/** The arguments that the library calls the function with, as far as they are known. */
function argumentsFor(decision: Decision, asked: Asked, attempt: number, host: Frame, key: string): readonly Value[] {
  const placed: [PlaceFile, Value][] = [];
  if (decision.error) placed.push([decision.error, asked.error ? view(asked.error) : constant(null)]);
  if (decision.response) placed.push([decision.response, asked.response ? view(asked.response) : constant(null)]);
  if (decision.attempt) placed.push([decision.attempt, constant(attempt + (decision.firstAttempt ?? 1))]);
  const count = Math.max(0, ...placed.map(([place]) => place.argument + 1));
  return Array.from({ length: count }, (_, index) => {
    const here = placed.filter(([place]) => place.argument === index).map(([place, value]) => [place.path ?? [], value] as const);
    return here.length === 0 ? UNKNOWN : composed(here, { ...host, key, memo: new Map(), open: new Map() });
  });
}

/** `{ error, attemptNumber }`, of which nothing else is known: an object whose entries are looked up already. */
function composed(parts: readonly (readonly [readonly string[], Value])[], frame: Frame): Value {
  const whole = parts.find(([path]) => path.length === 0);
  if (whole) return whole[1];
  const names = [...new Set(parts.map(([path]) => path[0] ?? ""))];
  const entries = names.map((key) => {
    const below = parts.filter(([path]) => path[0] === key).map(([path, value]) => [path.slice(1), value] as const);
    const value: Expr = { kind: "unknown", children: [], span: NOWHERE };
    frame.memo.set(value, composed(below, frame));
    return { key, keySpan: NOWHERE, spread: false, value };
  });
  const expr: ObjectLit = { kind: "object", entries, span: NOWHERE };
  return { kind: "object", expr, frame };
}

const NOWHERE = { start: -1, end: -1 };

function walk(w: Walk, func: FuncId, set: RowSet): Answer {
  const { body = [] } = w.narrower.linker.functionOf(func) ?? {};
  let yes = emptyLike(set);
  let open = emptyLike(set);
  const left = block(body, set);
  return ended(left, undefined);

  function ended(rows: RowSet, value: Expr | undefined): Answer {
    const { truth: says, mode } = w.decision;
    if (says === "calls-back") return { yes, open };
    if (says === "throw-stops") yes = union(yes, rows);
    else if (mode === "overrides" && isNothing(value)) open = union(open, rows);
    else if (value) yes = union(yes, where(w, value, rows, says !== "stops"));
    else if (says === "stops") yes = union(yes, rows);
    return { yes, open };
  }

  function block(stmts: readonly Stmt[], rows: RowSet): RowSet {
    let at = rows;
    for (const stmt of stmts) {
      if (isEmpty(at)) return at;
      at = statement(stmt, at);
    }
    return at;
  }

  function statement(stmt: Stmt, rows: RowSet): RowSet {
    if (w.decision.truth === "calls-back") for (const expr of expressions(stmt)) yes = union(yes, calledBack(w, func, expr, rows));
    switch (stmt.kind) {
      case "return":
        ended(rows, stmt.value);
        return emptyLike(rows);
      case "throw":
        return emptyLike(rows);
      case "branch": {
        const then = block(stmt.then, where(w, stmt.test, rows, true));
        const other = where(w, stmt.test, rows, false);
        return union(then, stmt.else ? block(stmt.else, other) : other);
      }
      case "switch": {
        let rest = rows;
        let falls = emptyLike(rows);
        for (const { test, body: clause } of stmt.cases) {
          const equal = test && caseCondition(stmt, test);
          const enters = equal ? where(w, equal, rest, true) : rest;
          rest = equal ? where(w, equal, rest, false) : emptyLike(rows);
          const upTo = clause.findIndex((s) => s.kind === "break");
          const after = block(upTo < 0 ? clause : clause.slice(0, upTo), union(falls, enters));
          falls = upTo < 0 ? after : emptyLike(rows);
          if (upTo >= 0) rest = union(rest, after);
        }
        return union(rest, falls);
      }
      case "block":
        return block(stmt.body, rows);
      case "try":
      case "loop":
        // What goes on in there cannot be said.
        if (!w.certain) yes = union(yes, rows);
        return w.certain ? emptyLike(rows) : rows;
      default:
        return rows;
    }
  }
}

const isNothing = (value: Expr | undefined): boolean =>
  !value || (value.kind === "literal" && (value.value === undefined || value.value === null));
