/** Which errors can arrive at a catch: those of the requests in its `try`, and whether others can be among them. */

import type { Binding, Call, Expr, Member as ExprMember, New, Stmt, Try } from "../facts";
import { children, expressions } from "../walk";
import { ancestry, isClosed, madeOf } from "./errors";
import type { Linker } from "./link";
import { isPlatform, isPure } from "./platform";
import { isSettler, type Told, toldTo } from "./promises";
import { itemValue } from "./properties";
import { fileProvider, originOf } from "./requests";
import { abortOf } from "./signals";
import { takenFor } from "./taken";
import { bound } from "./transports";
import { type Frame, type FunctionValue, type Member, type Place, type Subject, UNKNOWN } from "./value";

interface Failures {
  readonly members: Member[];
  foreign: Subject["foreign"];
  /** What the first call ends with that is given a signal and waited for. */
  aborted?: Member | undefined;
  /** Where somebody wants to know of each. */
  readonly traces?: { readonly strangers: Place[]; readonly throws: Place[] };
}

export interface Traces {
  /** The calls and throws of whose errors nothing is known, in order: what makes a `catch` hold those of others too. */
  readonly strangers: readonly Place[];
  /** What is thrown that is an outcome itself: `throw body.error`. */
  readonly throws: readonly Place[];
}

/** What in a `try` its `catch` has its errors from, besides requests that fail. */
export function tracesIn(linker: Linker, { body }: Try, frame: Frame): Traces {
  const traces = { strangers: [], throws: [] };
  block(linker, body, frame, { members: [], foreign: "none", traces }, new Set());
  return traces;
}

/** The error that `catch (e)` binds. */
export function catchSubject(linker: Linker, binding: Binding, stmt: Try, frame: Frame): Subject {
  const id = `catch ${binding.id}@${frame.key}`;
  return linker.subject(id, () => {
    const found = gather(linker, stmt.span.start, (failures) => {
      block(linker, stmt.body, frame, failures, new Set());
      byClass(linker, binding, frame, failures);
    });
    return { id, ...found, error: true, mutable: binding.writes.length > 0 };
  });
}

/** What is asked for by class can be here, whoever threw it: the call that did is not always in sight. */
function byClass(linker: Linker, binding: Binding, frame: Frame, into: Failures): void {
  if (into.foreign === "none") return;
  for (const member of takenFor(linker, binding, frame, true))
    if (!into.members.some((m) => m.origin.provider === member.origin.provider)) into.members.push(member);
}

/** The error that `promise.catch(here)` or `promise.then(f, here)` receives. */
export function rejectionSubject(linker: Linker, call: Call | New, promise: Expr, frame: Frame): Subject {
  const id = `rejection ${call.span.start}@${frame.key}`;
  return linker.subject(id, () => ({
    id,
    ...gather(linker, call.span.start, (failures) => expression(linker, promise, true, frame, failures, new Set())),
    error: true,
    mutable: false,
  }));
}

/** The error that a promise, or one of a list of them, is said to have failed with: `result.reason` of `Promise.allSettled(promises)`. */
export function reasonSubject(linker: Linker, promises: Expr, frame: Frame): Subject {
  const id = `reason ${promises.span.start}-${promises.span.end}@${frame.key}`;
  return linker.subject(id, () => {
    const found = gather(linker, promises.span.start, (failures) => {
      for (const promise of promises.kind === "array" ? promises.items : [promises]) {
        if (promise.kind === "call") expression(linker, promise, true, frame, failures, new Set());
        else worsen(failures, "async", { expr: promise, frame });
      }
      if (failures.members.length === 0) worsen(failures, "async");
    });
    return { id, ...found, error: true, mutable: false };
  });
}

/** The error that a function ends with when it is called by others, with arguments that nobody here knows. */
export function failureOf(linker: Linker, func: FunctionValue, call: Call | New, frame: Frame): Subject {
  const id = `failure ${func.id} ${call.span.start}@${frame.key}`;
  return linker.subject(id, () => {
    const found = gather(linker, call.span.start, (failures) => {
      const inner = linker.enter(func, call, frame, [UNKNOWN]);
      if (inner) block(linker, linker.functionOf(func.id)?.body ?? [], inner, failures, new Set([inner]));
      else worsen(failures, "async");
    });
    return { id, ...found, error: true, mutable: false };
  });
}

function gather(linker: Linker, place: number, fill: (failures: Failures) => void): Failures {
  const failures: Failures = { members: [], foreign: "none" };
  fill(failures);
  const { members, foreign, aborted } = failures;
  // Where all that can fail is known, so is what each gives when it is aborted.
  return filled(linker, aborted && foreign === "async" ? { members: [...members, aborted], foreign } : { members, foreign }, place);
}

/** Where the configuration binds the file, the errors that nothing else attributes are that provider's. */
function filled(linker: Linker, failures: Failures, place: number): Failures {
  const provider = failures.foreign === "none" ? undefined : fileProvider(linker, place);
  if (provider === undefined) return failures;
  const evidence = [{ text: `the configuration says that errors in this file are ${provider}'s` }];
  const member: Member = { origin: { id: `file ${provider}`, transport: bound, provider, evidence }, side: "error", prefix: [] };
  return { members: [...failures.members, member], foreign: "none" };
}

/** An error of which only its name tells that it is one: a callback's `err`. `place` is an id or offset of its file. */
export const foreignError = (linker: Linker, id: string, place: number): Subject => ({
  id,
  ...filled(linker, { members: [], foreign: "async" }, place),
  error: true,
  mutable: false,
});

function block(linker: Linker, body: readonly Stmt[], frame: Frame, into: Failures, seen: Set<Frame>): void {
  for (const stmt of body) statement(linker, stmt, frame, into, seen);
}

function statement(linker: Linker, stmt: Stmt, frame: Frame, into: Failures, seen: Set<Frame>, waited = false): void {
  if (stmt.kind === "try") {
    if (!stmt.catch) block(linker, stmt.body, frame, into, seen);
    block(linker, stmt.catch?.body ?? [], frame, into, seen);
    block(linker, stmt.finally ?? [], frame, into, seen);
    return;
  }
  if (stmt.kind === "loop" && stmt.await) worsen(into, "async");
  if (stmt.kind === "throw") thrown(linker, stmt.value, frame, into);
  const awaited = waited || (stmt.kind === "return" && isAsync(linker, frame));
  for (const expr of expressions(stmt)) expression(linker, expr, awaited, frame, into, seen);
  if (stmt.kind === "branch") {
    block(linker, stmt.then, frame, into, seen);
    block(linker, stmt.else ?? [], frame, into, seen);
  } else if (stmt.kind === "switch") for (const c of stmt.cases) block(linker, c.body, frame, into, seen);
  else if (stmt.kind === "loop") {
    // What `for await` goes over is named before it.
    for (const before of stmt.before) statement(linker, before, frame, into, seen, stmt.await);
    block(linker, stmt.body, frame, into, seen);
  } else if (stmt.kind === "block") block(linker, stmt.body, frame, into, seen);
}

const isAsync = (linker: Linker, frame: Frame): boolean => linker.functionOf(frame.func)?.async ?? false;

function worsen(into: Failures, grade: "sync" | "async", by?: Place): void {
  if (by) into.traces?.strangers.push(by);
  if (into.foreign !== "async") into.foreign = grade;
}

/** `throw body` carries the outcome on; the platform's own errors have no code; of other classes nothing is known. */
function thrown(linker: Linker, value: Expr, frame: Frame, into: Failures): void {
  const what = linker.valueOf(value, frame);
  if (what.kind === "view") {
    into.traces?.throws.push({ expr: value, frame });
    for (const m of what.subject.members) into.members.push({ ...m, prefix: [...m.prefix, ...what.path] });
    if (what.subject.foreign !== "none") worsen(into, what.subject.foreign, { expr: value, frame });
    return;
  }
  const made = what.kind === "instance" ? madeOf(linker, what, { expr: value, frame }) : undefined;
  into.members.push(...(made?.members ?? []));
  if (made && made.foreign !== "none") worsen(into, made.foreign, { expr: value, frame });
  if (made && made.members.length > 0) return;
  if (what.kind !== "instance" || what.id !== undefined || what.put.size > 0) worsen(into, "async", { expr: value, frame });
}

function expression(linker: Linker, expr: Expr, awaited: boolean, frame: Frame, into: Failures, seen: Set<Frame>): void {
  if (expr.kind === "function" || expr.kind === "class") return;
  if (expr.kind === "call" && isAllSettled(expr)) {
    // What its promises fail with stands in what it gives; only making them can throw.
    worsen(into, "sync", { expr, frame });
    return;
  }
  if (expr.kind === "call" || expr.kind === "new") call(linker, expr, awaited, frame, into, seen);
  else if (expr.kind === "await" && isOpen(linker, expr.value, frame)) worsen(into, "async", { expr: expr.value, frame });
  const below = expr.kind === "await" || (awaited && handsOnPromise(expr));
  for (const child of children(expr)) expression(linker, child, below, frame, into, seen);
}

/** What is waited for is neither a call, which tells for itself, nor known. */
const isOpen = (linker: Linker, value: Expr, frame: Frame): boolean =>
  value.kind !== "call" && linker.valueOf(value, frame).kind === "unknown" && !(value.kind === "new" && toldTo(linker, value, frame));

const isAllSettled = ({ callee }: Call): boolean =>
  callee.kind === "member" && callee.name === "allSettled" && callee.object.kind === "global" && callee.object.name === "Promise";

/** Awaiting the whole awaits the parts: `await (a ? f() : g())`, `await f().then(h)`, `await Promise.all([f(), g()])`. */
function handsOnPromise(expr: Expr): boolean {
  if (expr.kind !== "call") return expr.kind === "cast" || expr.kind === "choice" || expr.kind === "member" || expr.kind === "array";
  const { callee } = expr;
  if (callee.kind !== "member") return false;
  return /^(?:then|catch|finally)$/.test(callee.name ?? "") || (callee.object.kind === "global" && callee.object.name === "Promise");
}

function call(linker: Linker, expr: Call | New, awaited: boolean, frame: Frame, into: Failures, seen: Set<Frame>): void {
  const origin = originOf(linker, expr, frame);
  if (origin) {
    into.members.push({ origin, side: "error", prefix: [] });
    return;
  }
  if (awaited) into.aborted ??= abortOf(linker, expr, frame);
  // Making a client, or what is given to one, asks nobody.
  const made = linker.valueOf(expr, frame).kind;
  if (made === "client" || (made === "sdk" && expr.kind === "new")) return;
  if (isSettler(linker, expr.callee)) return;
  const told = toldTo(linker, expr, frame);
  if (told) {
    promised(linker, told, expr, frame, into, seen);
    return;
  }
  const callee = linker.valueOf(expr.callee, frame);
  if (callee.kind === "function") {
    inside(linker, callee, expr, frame, into, seen);
    return;
  }
  if (callee.kind === "class" && isClosed(linker, callee.id)) {
    for (const id of ancestry(linker, callee.id)) {
      const made = linker.classOf(id)?.members.find((m) => m.kind === "constructor")?.func;
      if (made !== undefined) inside(linker, { kind: "function", id: made, frame: linker.top(made) }, expr, frame, into, seen);
    }
    return;
  }
  if (expr.callee.kind === "member") {
    const object = linker.valueOf(expr.callee.object, frame);
    if (expr.callee.name === "then" || expr.callee.name === "catch" || expr.callee.name === "finally") {
      for (const arg of expr.args) {
        if (arg.kind === "function") inside(linker, { kind: "function", id: arg.id, frame }, expr, frame, into, seen);
        else if (!isSettler(linker, arg) && linker.valueOf(arg, frame).kind !== "function") worsen(into, "async", { expr: arg, frame });
      }
      return;
    }
    if (eachOf(linker, expr, expr.callee, awaited, frame, into, seen)) return;
    if (
      object.kind === "view" ||
      object.kind === "client" ||
      object.kind === "array" ||
      object.kind === "constant" ||
      object.kind === "text"
    )
      return;
  }
  if (callee.kind === "global" && isPlatform(callee.path)) return;
  if (callee.kind === "module" && isPure(callee.source)) return;
  worsen(into, awaited ? "async" : "sync", { expr, frame });
}

/** `new Promise((resolve, reject) => …)` fails with what it is told, and with what its function throws at once. */
function promised(linker: Linker, told: Told, at: Call | New, frame: Frame, into: Failures, seen: Set<Frame>): void {
  const { executor, reasons, promises, events, open } = told;
  letOut(linker, executor, linker.enter(executor, at, frame, [UNKNOWN, UNKNOWN]), { expr: at, frame }, into, seen);
  for (const reason of reasons) thrown(linker, reason.expr, reason.frame, into);
  for (const promise of promises) expression(linker, promise.expr, true, promise.frame, into, seen);
  into.members.push(...events);
  if (open) worsen(into, "async", { expr: at, frame });
}

/** `list.map((id) => load(id))` fails as its function does; an async one only where somebody waits for it. */
function eachOf(
  linker: Linker,
  call: Call | New,
  { object, name = "" }: ExprMember,
  awaited: boolean,
  frame: Frame,
  into: Failures,
  seen: Set<Frame>,
): boolean {
  const func = call.args[0] && ITERATES.test(name) ? linker.valueOf(call.args[0], frame) : UNKNOWN;
  if (func.kind !== "function") return false;
  if (linker.functionOf(func.id)?.async && !awaited) return true;
  const item = itemValue(linker, linker.valueOf(object, frame), undefined, false);
  const inner = linker.enter(func, call, frame, name === "reduce" ? [UNKNOWN, item] : [item]);
  letOut(linker, func, inner, { expr: call, frame }, into, seen);
  return true;
}

const ITERATES = /^(?:map|flatMap|forEach|filter|some|every|find|findIndex|reduce)$/;

/** What a function of the file lets out: all that its own body can throw and does not catch. */
function inside(linker: Linker, func: FunctionValue, at: Call | New, frame: Frame, into: Failures, seen: Set<Frame>): void {
  const inner = linker.enter(
    func,
    at,
    frame,
    at.args.map((a) => linker.valueOf(a, frame)),
  );
  letOut(linker, func, inner, { expr: at, frame }, into, seen);
}

function letOut(linker: Linker, func: FunctionValue, inner: Frame | undefined, at: Place, into: Failures, seen: Set<Frame>): void {
  if (!inner) worsen(into, "async", at);
  if (!inner || seen.has(inner)) return;
  seen.add(inner);
  const body = linker.functionOf(func.id)?.body ?? [];
  block(linker, body, inner, into, seen);
}
