/** What a name stands for: its assignments, the arguments it is called with, or the error that arrives in it. */
import type { Binding, BindingId, Call, Expr, FuncId, New } from "../facts";
import { isErrorName, isErrorType } from "./error-names";
import { withWrites } from "./errors";
import { catchSubject, foreignError, rejectionSubject } from "./failures";
import type { Linker } from "./link";
import { itemValue } from "./properties";
import { originOf } from "./requests";
import { eventMember } from "./sdk";
import { toldError } from "./settled";
import { takenFor, typeMember } from "./taken";
import { sdk } from "./transports";
import { declaredValue, typedClient, typedValue } from "./typed";
import { type CallSite, fieldKey } from "./uses";
import { asShared, constant, type Frame, join, type Subject, saysNothing, UNKNOWN, type Value, view } from "./value";

export function bindingValue(linker: Linker, binding: Binding, frame: Frame): Value {
  if (binding.function !== undefined)
    return { kind: "function", id: binding.function, frame: frame.func === binding.func ? frame : linker.canonical(binding.func) };
  if (binding.class !== undefined) return { kind: "class", id: binding.class };
  if (binding.kind === "catch" || (binding.kind === "temp" && linker.usesOf(binding.id).catches.has(binding.id)))
    return catchValue(linker, binding, frame);
  const values = binding.writes.map((w) => linker.valueOf(w, frame));
  if (binding.param !== undefined) values.unshift(paramValue(linker, binding, frame));
  else if (binding.initial) values.unshift(linker.valueOf(binding.initial, frame));
  const key = `b${binding.id}@${frame.key}`;
  const given = join(values, key, binding.writes.length > 0);
  const declared = binding.type && binding.param === undefined && saysNothing(given) ? typedClient(linker, binding.type) : UNKNOWN;
  const joined = declared.kind === "unknown" ? given : declared;
  const put = joined.kind === "instance" ? linker.usesOf(binding.id).memberWrites.get(binding.id) : undefined;
  for (const writes of put?.values() ?? []) for (const { value } of writes) linker.reads.note(linker.reads.at(value.span.start));
  const value = joined.kind === "instance" && put ? withWrites(joined, put, frame) : joined;
  return linker.usesOf(binding.id).shared.has(binding.id) ? asShared(value, key) : value;
}

function catchValue(linker: Linker, binding: Binding, frame: Frame): Value {
  const site = linker.usesOf(binding.id).catches.get(binding.id);
  return site ? view(catchSubject(linker, binding, site.stmt, frame)) : UNKNOWN;
}

/** From the call's arguments; else from where the function is handed over or called by name; else, for an error by its name, foreign. */
function paramValue(linker: Linker, binding: Binding, frame: Frame): Value {
  const index = binding.param as number;
  const func = linker.functionOf(binding.func);
  const param = func?.params[index];
  const initial = param?.initial ? linker.valueOf(param.initial, frame) : undefined;
  const given = frame.args ? argumentIn(linker, frame, index, param?.rest) : canonicalArgument(linker, binding.func, index, param?.rest);
  const value = known(linker, binding, given);
  if (value && value.kind !== "unknown") return initial && value.kind === "constant" && value.value === undefined ? initial : value;
  const id = `error b${binding.id}@${frame.key}`;
  const named = isErrorParam(linker, binding);
  const taken = takenError(linker, binding, id, frame, named);
  if (named || taken) {
    return view(
      linker.subject(
        id,
        () =>
          typedError(linker, binding, id) ??
          callbackError(linker, binding, id) ??
          toldError(linker, binding) ??
          taken ??
          foreignError(linker, id, binding.id),
      ),
    );
  }
  return initial ? join([UNKNOWN, initial], `p${binding.id}`, false) : UNKNOWN;
}

/** Where no argument says more, the declared type may. */
function known(linker: Linker, { type }: Binding, given: Value | undefined): Value | undefined {
  if (!type || (given && given.kind !== "unknown")) return given;
  const typed = typedValue(linker, type);
  return typed.kind === "unknown" ? given : typed;
}

/** `(error: Stripe.errors.StripeError) => …`: its type says whose it is. */
function typedError(linker: Linker, binding: Binding, id: string): Subject | undefined {
  const { type } = binding;
  const member = type && typeMember(linker, type, id, type.span);
  return member && { id, members: [member], foreign: "none", error: true, mutable: binding.writes.length > 0 };
}

/** A parameter that is asked for its class: an error of that class, or any other. */
function takenError(linker: Linker, binding: Binding, id: string, frame: Frame, named: boolean): Subject | undefined {
  const members = takenFor(linker, binding, frame, named);
  if (members.length === 0) return undefined;
  return { id, members, foreign: "async", error: true, mutable: binding.writes.length > 0 };
}

/**
 * `readFile(path, (err, data) => …)`: the first parameter of the function that a call ends with is what it failed with; so is that of
 * `onError` among the options of an SDK's call.
 */
function callbackError(linker: Linker, binding: Binding, id: string): Subject | undefined {
  const { call, index = 0, func = 0, key = "", options } = linker.usesOf(binding.func).handed.get(binding.func) ?? {};
  const told = ON_ERROR.test(key) ? options : call && index === call.args.length - 1 ? call : undefined;
  if (told?.kind !== "call" || binding.param !== 0) return undefined;
  const origin = originOf(linker, told, linker.canonical(func));
  if (!origin || (told === options && origin.transport !== sdk)) return undefined;
  // What a hook is told can be of the framework around it too: a body that is too large for the server before any procedure.
  const foreign = told === options ? "async" : "none";
  return { id, members: [{ origin, side: "error", prefix: [] }], foreign, error: true, mutable: binding.writes.length > 0 };
}

const ON_ERROR = /^on(?:Error|Failure|Rejected)$/;

/** What the call of a frame gives; `...codes` is a list of all that follows. */
function argumentIn(linker: Linker, { args = [], by }: Frame, index: number, rest = false): Value | undefined {
  if (!rest) return args[index];
  if (by?.call.kind !== "call" && by?.call.kind !== "new") return UNKNOWN;
  // A function that is handed to `map` is given other things than `map` is.
  const own = by.call.args.length === args.length && by.call.args.every((arg, i) => linker.valueOf(arg, by.frame) === args[i]);
  return own ? restOf(by.call, index, by.frame) : UNKNOWN;
}

const restOf = ({ args, span }: Call | New, index: number, frame: Frame): Value => ({
  kind: "array",
  expr: { kind: "array", items: args.slice(index), span },
  frame,
});

function canonicalArgument(linker: Linker, func: FuncId, index: number, rest = false): Value | undefined {
  const handed = linker.usesOf(func).handed.get(func);
  if (handed?.call) return rest ? UNKNOWN : handedArgument(linker, handed.call, handed.index, index, handed.func, func);
  const { sites, all } = callersOf(linker, func);
  for (const { call } of sites) linker.reads.note(linker.reads.at(call.span.start));
  if (sites.length === 0 || sites.length > MOST_CALLERS) return undefined;
  const values = sites.map((site) => {
    const caller = linker.canonical(site.func);
    if (site.index !== undefined)
      return rest ? UNKNOWN : (handedArgument(linker, site.call, site.index, index, site.func, func) ?? UNKNOWN);
    if (rest) return restOf(site.call, index, caller);
    const arg = site.call.args[index];
    return arg ? (site.call.args.slice(0, index + 1).some(isSpread) ? UNKNOWN : linker.valueOf(arg, caller)) : constant(undefined);
  });
  const value = join(all ? values : [...values, UNKNOWN], `param ${func}.${index}`, false);
  // Errors that are seen to come say what can be there; a constant or a URL says nothing of what others give.
  return all || (value.kind === "view" && value.subject.error) ? value : undefined;
}

const isSpread = ({ kind }: Expr): boolean => kind === "spread";

/** Calls by name beyond these are not gone through. */
export const MOST_CALLERS = 16;

/** The calls of a function that its file shows. `all`: nobody else can call it. */
export function callersOf(linker: Linker, func: FuncId): { readonly sites: readonly CallSite[]; readonly all: boolean } {
  const { owner, name = "" } = linker.functionOf(func) ?? {};
  const { calls, escaped, methodCalls } = linker.usesOf(func);
  const declared = declaredAs(linker, func);
  if (declared !== undefined) return { sites: calls.get(declared) ?? [], all: !escaped.has(declared) };
  return { sites: (owner === undefined ? undefined : methodCalls.get(fieldKey(owner, name))) ?? [], all: false };
}

/** The name by which a function is called, or for a constructor its class. */
export function declaredAs(linker: Linker, func: FuncId): BindingId | undefined {
  const { binding, owner } = linker.functionOf(func) ?? {};
  const made = owner === undefined ? undefined : linker.classOf(owner);
  return (
    binding ??
    (made?.members.some((m) => m.kind === "constructor" && m.func === func) ? made.binding : undefined) ??
    linker.units.at(func).facts.bindings.find((b) => b.initial?.kind === "function" && b.initial.id === func && b.writes.length === 0)?.id
  );
}

/** `prisma.$transaction(async (tx) => …)`: what is asked in it is asked of a client too. */
const TRANSACTS = /transaction$|^begin$/i;

/** What `p.then(here)`, `p.catch(here)`, `list.map(here)` and `on("error", here)` give to the function. */
function handedArgument(linker: Linker, call: Call | New, at: number, index: number, caller: FuncId, func: FuncId): Value | undefined {
  const { callee } = call;
  if (callee.kind !== "member" || index !== 0) return undefined;
  const frame = linker.canonical(caller);
  if (TRANSACTS.test(callee.name ?? "")) {
    const client = linker.valueOf(callee, frame);
    if (client.kind === "sdk") return client;
  }
  const rejection = (callee.name === "catch" && at === 0) || (callee.name === "then" && at === 1);
  if (rejection) return view(rejectionSubject(linker, call, callee.object, frame));
  if (callee.name === "then" && at === 0) return linker.valueOf(callee.object, frame);
  const event = call.args[0]?.kind === "literal" ? call.args[0].value : undefined;
  const whole = event === "uncaughtException" || event === "unhandledRejection";
  if (at === 1 && /^(?:on|once|addListener)$/.test(callee.name ?? "") && (event === "error" || whole)) {
    const id = `event ${func}`;
    const member =
      eventMember(linker, linker.valueOf(callee.object, frame), id, call.span) ??
      eventMember(linker, declaredValue(linker, callee.object, frame), id, call.span);
    const foreign = whole ? "async" : "none";
    return view(
      linker.subject(id, () => (member ? { id, members: [member], foreign, error: true, mutable: false } : foreignError(linker, id, func))),
    );
  }
  if (at === 0 && /^(?:map|forEach|filter|some|every|find|flatMap)$/.test(callee.name ?? ""))
    return itemValue(linker, linker.valueOf(callee.object, frame), undefined, false);
  return undefined;
}

function isErrorParam(linker: Linker, binding: Binding): boolean {
  const typed = binding.type ? isErrorType(binding.type) : undefined;
  if (typed !== undefined) return typed;
  const key = linker.usesOf(binding.func).handed.get(binding.func)?.key ?? "";
  return isErrorName(binding.name) || (binding.param === 0 && ON_ERROR.test(key));
}
