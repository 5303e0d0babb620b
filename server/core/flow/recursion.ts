/**
 * Functions that call themselves after a request failed: `return load(id, attempt + 1)`. What is left of the request's outcomes where the
 * call stands is what it retries. Arguments that differ from the parameters make another request, as a cursor does.
 */
import type { BindingId, Call, Expr, Facts, Func } from "../facts";
import type { Linker } from "../link/link";
import type { Frame } from "../link/value";
import { eachExpression, eachStatement, expressions } from "../walk";
import type { Narrower } from "./narrow";
import { walkPass } from "./pass";
import { dependsOn, repeatedRows, requestsIn } from "./repeated";
import type { Retry } from "./retry";

export function recursiveRetries(narrower: Narrower): readonly Retry[] {
  const { linker } = narrower;
  return linker.facts.functions.flatMap((func) => {
    const calls = ownCalls(linker, func);
    return calls.length === 0 ? [] : inFunction(narrower, func, calls);
  });
}

function inFunction(narrower: Narrower, func: Func, calls: readonly Call[]): readonly Retry[] {
  const { linker } = narrower;
  const [call] = calls;
  const frame = linker.canonical(func.id);
  const varying = varyingIn(linker.facts, func, calls);
  const requests = requestsIn(linker, func.body, frame).filter(
    (r) => !calls.includes(r.call) && !dependsOn(linker.facts, r.call, varying, false),
  );
  if (requests.length === 0 || !call) return [];
  const place = { form: "recursion" as const, func: func.id, frame, span: call.span, head: call.callee.span };
  const begins = (made: Call) => calls.includes(made);
  const next = (certain: boolean) => walkPass({ narrower, body: func.body, frame, requests, certain, begins }).again;
  return repeatedRows(narrower, requests, func.id, frame, next).map((repeated) => ({ ...place, ...repeated }));
}

/** The calls of a function by itself, in its callbacks too; asked only of names, so that nothing is looked up for most functions. */
function ownCalls(linker: Linker, func: Func): readonly Call[] {
  if (func.name === undefined) return [];
  const found: Call[] = [];
  const look = (inner: Func): void => {
    const frame: Frame = linker.canonical(inner.id);
    eachStatement(inner.body, (stmt) => {
      for (const root of expressions(stmt))
        eachExpression(root, (e) => {
          if (e.kind === "function" && e.id !== func.id) {
            const callback = linker.facts.functions[e.id];
            if (callback) look(callback);
          }
          if (e.kind === "call" && nameOf(linker.facts, e.callee) === func.name && isOf(linker, e, func, frame)) found.push(e);
        });
    });
  };
  look(func);
  return found;
}

const nameOf = (facts: Facts, callee: Expr): string | undefined =>
  callee.kind === "local" ? facts.bindings[callee.binding]?.name : callee.kind === "member" ? callee.name : undefined;

function isOf(linker: Linker, call: Call, func: Func, frame: Frame): boolean {
  const callee = linker.valueOf(call.callee, frame);
  return callee.kind === "function" && callee.id === func.id;
}

/** The parameters that are handed on otherwise than they came. */
function varyingIn(facts: Facts, func: Func, calls: readonly Call[]): ReadonlySet<BindingId> {
  const varying = new Set<BindingId>();
  for (const [index, param] of func.params.entries()) {
    const same = calls.every(({ args }) => {
      const arg = args[index];
      return arg === undefined ? param.initial !== undefined : arg.kind === "local" && arg.binding === param.binding;
    });
    if (!same || facts.bindings[param.binding]?.writes.length !== 0) varying.add(param.binding);
  }
  return varying;
}
