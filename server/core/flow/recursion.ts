/**
 * Functions that call themselves after a request failed: `return load(id, attempt + 1)`. What is left of the request's outcomes where the
 * call stands is what it retries. Arguments that differ from the parameters make another request, as a cursor does.
 */
import type { BindingId, Call, Expr, Func, ObjectLit } from "../facts";
import type { Linker } from "../link/link";
import type { Frame } from "../link/value";
import { eachExpression, eachStatement, expressions } from "../walk";
import type { Narrower } from "./narrow";
import { walkPass } from "./pass";
import { dependsOn, type Parts, repeatedRows, requestsIn } from "./repeated";
import type { Retry } from "./retry";

export function recursiveRetries(narrower: Narrower, functions: readonly Func[]): readonly Retry[] {
  const { linker } = narrower;
  return functions.flatMap((func) => {
    const calls = ownCalls(linker, func);
    return calls.length === 0 ? [] : inFunction(narrower, func, calls);
  });
}

function inFunction(narrower: Narrower, func: Func, calls: readonly Call[]): readonly Retry[] {
  const { linker } = narrower;
  const [call] = calls;
  const frame = linker.canonical(func.id);
  const parts = partsIn(linker, func, calls);
  const varying = varyingIn(linker, func, calls, parts);
  const requests = requestsIn(linker, func.body, frame).filter(
    (r) => !calls.includes(r.call) && !dependsOn(linker, r, varying, false, parts),
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
            const callback = linker.functionOf(e.id);
            if (callback) look(callback);
          }
          if (e.kind === "call" && nameOf(linker, e.callee) === func.name && isOf(linker, e, func, frame)) found.push(e);
        });
    });
  };
  look(func);
  return found;
}

const nameOf = (linker: Linker, callee: Expr): string | undefined =>
  callee.kind === "local" ? linker.bindingOf(callee.binding)?.name : callee.kind === "member" ? callee.name : undefined;

function isOf(linker: Linker, call: Call, func: Func, frame: Frame): boolean {
  const callee = linker.valueOf(call.callee, frame);
  return callee.kind === "function" && callee.id === func.id;
}

/** The parameters that are handed on otherwise than they came. */
function varyingIn(linker: Linker, func: Func, calls: readonly Call[], parts: Parts): ReadonlySet<BindingId> {
  const varying = new Set<BindingId>();
  for (const [index, param] of func.params.entries()) {
    const same = calls.every(({ args }) => {
      const arg = args[index];
      return arg === undefined ? param.initial !== undefined : arg.kind === "local" && arg.binding === param.binding;
    });
    if (parts.has(param.binding)) continue;
    if (!same || linker.bindingOf(param.binding)?.writes.length !== 0) varying.add(param.binding);
  }
  return varying;
}

/** Parameters that are handed on as an object with some properties changed: `load({ ...params, attempt: params.attempt + 1 })`. */
function partsIn(linker: Linker, func: Func, calls: readonly Call[]): Parts {
  const parts = new Map<BindingId, (name: string | undefined) => boolean>();
  for (const [index, { binding }] of func.params.entries()) {
    const objects = calls.flatMap(({ args }) => (args[index]?.kind === "object" ? [args[index]] : []));
    if (objects.length < calls.length || linker.bindingOf(binding)?.writes.length !== 0) continue;
    const each = objects.map((object) => changedIn(linker, object, binding));
    parts.set(binding, (name) => each.some((changed) => changed(name)));
  }
  return parts;
}

function changedIn(linker: Linker, { entries }: ObjectLit, param: BindingId): (name: string | undefined) => boolean {
  const whole = entries.some((e) => e.spread && e.value.kind === "local" && e.value.binding === param);
  const others = entries.some((e) => (e.spread ? e.value.kind !== "local" || e.value.binding !== param : e.key === undefined));
  const same = (key: string | undefined, value: Expr) => readsOf(linker, value, param) === key;
  const given = new Map(entries.flatMap((e) => (e.spread || e.key === undefined ? [] : [[e.key, same(e.key, e.value)] as const])));
  return (name) => {
    if (others) return true;
    if (name === undefined) return !whole || [...given].some(([key, kept]) => !kept && !COUNTS.test(key));
    return !(given.get(name) ?? whole);
  };
}

/** Properties that only count tries. */
const COUNTS = /retr|attempt|tries|remaining/i;

/** The property of the parameter that a value is: `url` of `params.url`, and of `url` where the parameter is taken apart. */
function readsOf(linker: Linker, value: Expr, param: BindingId): string | undefined {
  if (value.kind === "member") return value.object.kind === "local" && value.object.binding === param ? value.name : undefined;
  const binding = value.kind === "local" ? linker.bindingOf(value.binding) : undefined;
  const initial = binding?.writes.length === 0 ? binding.initial : undefined;
  // `{ n = 3 }` gives the default where nothing was handed on.
  if (initial?.kind === "choice") return readsOf(linker, initial.left, param);
  return initial?.kind === "member" ? readsOf(linker, initial, param) : undefined;
}
