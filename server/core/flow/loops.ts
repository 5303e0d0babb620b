/**
 * Loops that repeat a request after it failed, and with which outcomes. A pass of the loop is walked once from a state in which no
 * request was made; what is left of a request's outcomes where the next pass begins is what the loop retries. Paths on which something
 * changes before (a new token, another host) lead to another request, not to a retry, and end there.
 */
import type { BindingId, Expr, Facts, Func, FuncId, Loop } from "../facts";
import type { Linker } from "../link/link";
import type { Frame } from "../link/value";
import { eachExpression, eachStatement, expressions } from "../walk";
import { flagsOf } from "./flags";
import type { Narrower } from "./narrow";
import { doubtOf, walkPass } from "./pass";
import { dependsOn, type Request, repeatedRows, requestsIn } from "./repeated";
import type { Retry } from "./retry";
import { joinStates, type State } from "./state";

export function loopRetries(narrower: Narrower, functions: readonly Func[]): readonly Retry[] {
  const { linker } = narrower;
  const found: Retry[] = [];
  for (const func of functions) {
    const frame = linker.canonical(func.id);
    eachStatement(func.body, (stmt) => {
      if (stmt.kind === "loop") found.push(...inLoop(narrower, stmt, func.id, frame));
    });
  }
  return found;
}

function inLoop(narrower: Narrower, loop: Loop, func: FuncId, frame: Frame): readonly Retry[] {
  const { linker } = narrower;
  const requests = passOf(linker, loop, frame).same;
  if (requests.length === 0) return [];
  const place = { form: "loop" as const, func, frame, span: loop.span, head: loop.head, loop };
  const flags = flagsOf(linker, loop);
  const next = (certain: boolean): State => {
    const test = loop.form === "do" ? undefined : loop.test;
    const exits = walkPass({ narrower, body: loop.body, frame, requests, certain, flags, ...(test ? { test } : {}) });
    const doubt = certain ? doubtOf(requests) : undefined;
    const assume = (state: State, asked: Expr): State => (state ? narrower.assume(asked, state, true, frame, doubt) : state);
    return flags.rest.reduce(assume, joinStates(exits.end, exits.again));
  };
  return repeatedRows(narrower, requests, func, frame, next).map((repeated) => ({ ...place, ...repeated }));
}

/** The requests of one pass, and those of them that are the same in each. */
export function passOf(
  linker: Linker,
  loop: Loop,
  frame: Frame,
): { readonly requests: readonly Request[]; readonly same: readonly Request[] } {
  const varying = varyingIn(linker.facts, loop);
  const requests = requestsIn(linker, loop.body, frame);
  return { requests, same: requests.filter((r) => !dependsOn(linker, r, varying, loop.over !== undefined)) };
}

/** The names that differ from pass to pass: the loop's own, and those assigned in it. */
function varyingIn(facts: Facts, loop: Loop): ReadonlySet<BindingId> {
  const names = new Set<BindingId>();
  const assigned = (expr: Expr): void => {
    if (expr.kind === "assign" && expr.target.kind === "local") names.add(expr.target.binding);
  };
  for (const stmt of loop.before) if (stmt.kind === "let") names.add(stmt.binding);
  for (const expr of expressions(loop)) eachExpression(expr, assigned);
  eachStatement(loop.body, (stmt) => {
    if (stmt.kind === "let" && stmt.initial?.kind === "item" && stmt.initial.of === loop.over) names.add(stmt.binding);
    for (const expr of expressions(stmt)) eachExpression(expr, assigned);
  });
  for (const binding of loop.over ? (itemsIn(facts).get(loop.over) ?? []) : []) names.add(binding);
  return names;
}

const items = new WeakMap<Facts, ReadonlyMap<Expr, readonly BindingId[]>>();

/** The names that each list's items are given, by the expression that is the list. */
function itemsIn(facts: Facts): ReadonlyMap<Expr, readonly BindingId[]> {
  const known = items.get(facts);
  if (known) return known;
  const found = new Map<Expr, BindingId[]>();
  for (const { id, initial } of facts.bindings) if (initial?.kind === "item") found.set(initial.of, [...(found.get(initial.of) ?? []), id]);
  items.set(facts, found);
  return found;
}
