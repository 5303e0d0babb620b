/** The pauses between two tries: `await sleep(x)`, a promise around `setTimeout`, a function of the file that has one in it. */
import type { Call, Expr, New } from "../facts";
import type { Linker } from "../link/link";
import { isPlatform } from "../link/platform";
import { dotted, originOf } from "../link/requests";
import { children, eachExpression, eachStatement, expressions } from "../walk";
import { TELLS, WAITS } from "./changes";
import { argumentOf, eachReached, type Reached } from "./pace-reach";

export interface Wait {
  /** The call in the retry's own body that waits or leads to it. */
  readonly call: Call | New;
  /** How long, as it is written there: the expression, if it stands in the retry's own body. */
  readonly duration?: Expr;
  /** What the timer is given at last, and where that stands. */
  readonly given?: { readonly expr: Expr; readonly in: Reached };
  /** Milliseconds, seconds where the function that waits multiplies by 1000; absent where nobody can say. */
  readonly unit?: "ms" | "s";
}

export interface Waits {
  readonly waits: readonly Wait[];
  /** Something is waited for that may be a pause: `await limiter.next()`. */
  readonly perhaps: boolean;
}

export function waitsIn(linker: Linker, reached: readonly Reached[]): Waits {
  const waits: Wait[] = [];
  let perhaps = false;
  for (const at of reached) {
    if (linker.functionOf(at.frame.func)?.generator) perhaps = true;
    const awaited = awaitedIn(linker, at);
    if (awaited.perhaps) perhaps = true;
    eachReached(at, (expr) => {
      if (expr.kind !== "call") return;
      const timer = timerOf(linker, expr, at, awaited.calls);
      if (timer) waits.push(waitOf(linker, expr, timer, at));
      else if (awaited.calls.has(expr) && mayWait(linker, expr, at, reached)) perhaps = true;
    });
  }
  return { waits, perhaps };
}

interface Timer {
  readonly ms?: Expr | undefined;
  /** Whether it surely counts in milliseconds. */
  readonly exact: boolean;
}

/** A call that waits by itself. */
function timerOf(linker: Linker, call: Call, at: Reached, awaited: ReadonlySet<Expr>): Timer | undefined {
  const name = dotted(linker, call.callee) ?? (call.callee.kind === "import" ? call.callee.name : "");
  const callee = linker.valueOf(call.callee, at.frame);
  if (callee.kind === "global" && /(?:^|\.)setTimeout$/.test(callee.path.join(".")))
    return isDeadline(linker, call) ? undefined : { ms: call.args[1], exact: true };
  if (callee.kind === "global" && callee.path.join(".") === "Atomics.wait") return { ms: call.args[3], exact: true };
  if (callee.kind === "function" || originOf(linker, call, at.frame)) return undefined;
  if (callee.kind === "module" && /^(?:node:)?timers\/promises$/.test(callee.source)) return { ms: call.args[0], exact: true };
  const last = name.split(".").at(-1) ?? "";
  return awaited.has(call) && WAITS.test(last) && !TELLS.test(name) && !/^(?:with|clear|set)/i.test(last)
    ? { ms: call.args[0], exact: false }
    : undefined;
}

/** `setTimeout(() => controller.abort(), 5000)` ends a request, it does not wait for one. */
function isDeadline(linker: Linker, call: Call): boolean {
  const [callback] = call.args;
  if (!callback) return false;
  let ends = false;
  const look = (expr: Expr): void =>
    eachExpression(expr, (e) => {
      const name = e.kind === "member" ? e.name : e.kind === "local" ? linker.bindingOf(e.binding)?.name : undefined;
      if (name !== undefined && /abort|cancel|reject|^rej$|destroy|timed?_?out|expire|kill/i.test(name)) ends = true;
    });
  if (callback.kind !== "function") look(callback);
  else
    eachStatement(linker.functionOf(callback.id)?.body ?? [], (stmt) => {
      if (stmt.kind === "throw") ends = true;
      for (const expr of expressions(stmt)) look(expr);
    });
  return ends;
}

/** Follows the time back through parameters to what the retry's own body says. */
function waitOf(linker: Linker, call: Call, { ms, exact }: Timer, at: Reached): Wait {
  let [expr, place, factor] = [ms, at, 1];
  let reached: Reached | undefined = at;
  let own: Call | New = call;
  while (expr) {
    const scaled = timesThousand(expr);
    if (scaled && argumentOf(linker, place, scaled)) {
      factor *= 1000;
      expr = scaled;
    }
    const next: { readonly expr: Expr; readonly in: Reached } | undefined = argumentOf(linker, place, expr);
    if (!next) break;
    expr = next.expr;
    place = next.in;
  }
  for (; reached; reached = reached.from?.in ?? reached.outer) if (reached.from) own = reached.from.call;
  const sure = exact || (expr !== undefined && looksLikeMs(linker, expr));
  return {
    call: own,
    ...(expr ? { given: { expr, in: place } } : {}),
    ...(expr && isOwn(place) ? { duration: expr } : {}),
    ...(sure && factor === 1 ? { unit: "ms" as const } : sure && factor === 1000 ? { unit: "s" as const } : {}),
  };
}

/** A function literal in the retry's body is still its body, if nothing called stands between. */
function isOwn(place: Reached): boolean {
  for (let r: Reached | undefined = place; r; r = r.outer) if (r.from) return false;
  return true;
}

function timesThousand(expr: Expr): Expr | undefined {
  if (expr.kind !== "operation" || expr.op !== "*") return undefined;
  const [a, b] = expr.operands;
  const thousand = (e: Expr | undefined) => e?.kind === "literal" && e.value === 1000;
  return thousand(b) ? a : thousand(a) ? b : undefined;
}

/** A number of at least 50 is no count of seconds that anybody waits between two tries. */
function looksLikeMs(linker: Linker, expr: Expr): boolean {
  let large = false;
  const seen = new Set<Expr>();
  const look = (e: Expr): void => {
    if (seen.has(e)) return;
    seen.add(e);
    if (e.kind === "literal" && typeof e.value === "number" && e.value >= 50) large = true;
    const initial = e.kind === "local" ? linker.bindingOf(e.binding)?.initial : undefined;
    if (initial) look(initial);
    for (const child of children(e)) look(child);
  };
  look(expr);
  return large;
}

/** The calls whose end is waited for: `await f()`, `await Promise.all([f(), g()])`, `f().then(…)`. */
function awaitedIn(linker: Linker, at: Reached): { readonly calls: ReadonlySet<Expr>; readonly perhaps: boolean } {
  const calls = new Set<Expr>();
  let perhaps = false;
  const add = (expr: Expr): void => {
    if (expr.kind === "cast" || expr.kind === "await") add(expr.value);
    else if (expr.kind === "choice") for (const side of [expr.left, expr.right]) add(side);
    else if (expr.kind === "array") expr.items.forEach(add);
    else if (expr.kind === "call") {
      calls.add(expr);
      if (expr.callee.kind !== "member") return;
      if (/^(?:then|catch|finally)$/.test(expr.callee.name ?? "")) add(expr.callee.object);
      if (expr.callee.object.kind === "global" && expr.callee.object.name === "Promise") expr.args.forEach(add);
    } else if (expr.kind !== "new" && expr.kind !== "literal") perhaps = true;
  };
  eachReached(at, (expr) => {
    if (expr.kind === "await") add(expr.value);
    if (expr.kind === "call" && expr.callee.kind === "member" && /^(?:then|finally)$/.test(expr.callee.name ?? "")) add(expr.callee.object);
  });
  eachStatement(at.body, (stmt) => {
    if (stmt.kind === "loop" && stmt.await) perhaps = true;
    if (stmt.kind === "return" && stmt.value?.kind === "call" && isAwaited(linker, at)) add(stmt.value);
  });
  return { calls, perhaps };
}

/** What a called function returns may be waited for, and what the callback of a promise returns is. */
function isAwaited(linker: Linker, at: Reached): boolean {
  if (!at.outer) return at.from !== undefined;
  const callee = linker.usesOf(at.frame.func).handed.get(at.frame.func)?.call?.callee;
  return callee?.kind === "member" && /^(?:then|catch|finally)$/.test(callee.name ?? "");
}

/** Whether something that is waited for can be a pause: it is, unless it is known what it is. */
function mayWait(linker: Linker, call: Call, at: Reached, reached: readonly Reached[]): boolean {
  if (originOf(linker, call, at.frame)) return false;
  const name = dotted(linker, call.callee) ?? "";
  if (TELLS.test(name)) return false;
  const callee = linker.valueOf(call.callee, at.frame);
  if (callee.kind === "function") return !reached.some((r) => r.from?.call === call || r.frame.func === callee.id);
  if (callee.kind === "global") return !isPlatform(callee.path);
  if (call.callee.kind !== "member") return true;
  if (/^(?:then|catch|finally)$/.test(call.callee.name ?? "")) return false;
  return linker.valueOf(call.callee.object, at.frame).kind !== "view";
}
