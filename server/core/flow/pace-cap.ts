/** Whether something other than the outcome ends a retry: a counter, a deadline, a signal, a list that runs out. */
import type { BindingId, Call, Expr, Stmt } from "../facts";
import type { Linker } from "../link/link";
import { isPlatform } from "../link/platform";
import { dotted, originOf } from "../link/requests";
import { blocks, children, eachExpression, eachStatement, expressions } from "../walk";
import { TELLS, WAITS } from "./changes";
import type { Narrower } from "./narrow";
import { eachReached, type Reached } from "./pace-reach";
import { walkPass } from "./pass";
import { requestsIn } from "./repeated";
import type { Retry } from "./retry";
import { isSuccess, rowsIn } from "./rows";
import { joinStates } from "./state";

export interface Cap {
  /** `none`: certainly nothing but the outcome ends it. */
  readonly cap: "bounded" | "none" | "unknown";
  /** How many tries, the first included, where that is written down. */
  readonly tries?: number;
}

export function capOf(narrower: Narrower, retry: Retry, reached: readonly Reached[]): Cap {
  const { linker } = narrower;
  const [root] = reached;
  if (!root) return { cap: "unknown" };
  const { loop } = retry;
  if (loop?.form === "of" || loop?.form === "in") {
    const list = loop.over ? linker.valueOf(loop.over, retry.frame) : undefined;
    const items = list?.kind === "array" && !list.expr.items.some((i) => i.kind === "spread") ? list.expr.items.length : undefined;
    return { cap: "bounded", ...(items === undefined ? {} : { tries: items }) };
  }
  const verdict = endless(linker, retry, reached);
  if (verdict === "none") return { cap: goesOn(narrower, retry) ? "unknown" : "none" };
  const tries = countOf(linker, retry);
  return tries === undefined ? { cap: verdict } : { cap: "bounded", tries };
}

/** A success leads to another pass too, after something was done with it: the loop works through a queue. */
function goesOn(narrower: Narrower, { loop, frame, origin }: Retry): boolean {
  if (!loop) return false;
  const { body, test } = loop;
  const requests = requestsIn(narrower.linker, body, frame).filter((r) => r.origin.id === origin.id);
  const { end, again } = walkPass({ narrower, body, frame, requests, certain: false, onwards: true });
  const state = joinStates(end, again);
  const next = test ? narrower.assume(test, state, true, frame) : state;
  return requests.some(({ subject }) => {
    const set = next?.get(subject.id)?.sets[0];
    return set !== undefined && rowsIn(narrower.tableOf(subject, 0), set).some(isSuccess);
  });
}

export const capOfLibrary = (attempts: number | "unknown"): Cap =>
  attempts === "unknown"
    ? { cap: "unknown" }
    : attempts === Number.POSITIVE_INFINITY
      ? { cap: "none" }
      : { cap: "bounded", tries: attempts };

/** `for (let i = 0; i < 3; i++)` and `let n = 0; while (n < 3)`: 3. */
function countOf(linker: Linker, { loop, frame }: Retry): number | undefined {
  const { test } = loop ?? {};
  if (test?.kind !== "compare" || test.left.kind !== "local" || (test.op !== "<" && test.op !== "<=")) return undefined;
  const counter = linker.bindingOf(test.left.binding);
  const limit = numberOf(linker, test.right, frame);
  const first = counter?.initial ? numberOf(linker, counter.initial, frame) : undefined;
  if (limit === undefined || first === undefined) return undefined;
  const tries = limit - first + (test.op === "<=" ? 1 : 0);
  return Number.isInteger(tries) && tries > 0 ? tries : undefined;
}

/** A number, also one that a parameter has where nobody gives it. */
function numberOf(linker: Linker, expr: Expr, frame: Retry["frame"]): number | undefined {
  const value = linker.valueOf(expr, frame);
  const known = value.kind === "choice" ? value.values.find((v) => v.kind === "constant") : value;
  return known?.kind === "constant" && typeof known.value === "number" ? known.value : undefined;
}

const SIGNALS = /signal|abort|cancel|stop|shut|clos(?:e|ed|ing)$|dispos|deadline|expire|timed?_?out$|running|active|alive|enabled/i;
const CAPS = /abort|throwIf|assert|check|ensure|limit|budget|expire|deadline|cancel|should|allow|quota|acquire|breaker|attempt|tries|retr/i;

function endless(linker: Linker, retry: Retry, reached: readonly Reached[]): Cap["cap"] {
  const [root] = reached as [Reached];
  const flags = flagsIn(linker, root);
  const counted = assignedIn(root);
  let verdict: Cap["cap"] = "none";
  const test = retry.loop?.test;
  if (test && !isTrue(test)) guard(test, root);
  for (const at of reached) walk(at.body, [], at);
  for (const at of reached) eachReached(at, (expr) => note(expr, at));
  return verdict;

  function worsen(to: "bounded" | "unknown"): void {
    if (verdict !== "bounded") verdict = to;
  }

  function guard(expr: Expr, at: Reached): void {
    if (!isOutcome(expr, at)) worsen(mentions(expr, counted) ? "bounded" : "unknown");
  }

  /** What decides whether control leaves, or whether it goes on early, may only ask about the outcome. */
  function walk(body: readonly Stmt[], guards: readonly Expr[], at: Reached): void {
    for (const stmt of body) {
      if (leaves(stmt)) for (const test of guards) guard(test, at);
      const own =
        stmt.kind === "branch" || stmt.kind === "switch" || (stmt.kind === "loop" && stmt !== retry.loop) ? expressions(stmt) : [];
      for (const inner of blocks(stmt)) walk(inner, [...guards, ...own], at);
    }
  }

  function leaves(stmt: Stmt): boolean {
    if (stmt.kind === "return" || stmt.kind === "throw" || stmt.kind === "break" || stmt.kind === "continue") return true;
    if (stmt.kind !== "eval") return false;
    const { expr } = stmt;
    if (expr.kind === "call") return /^(?:process\.exit|reject|resolve|done|fail)$/.test(dotted(linker, expr.callee) ?? "");
    return expr.kind === "assign" && expr.target.kind === "local" && flags.has(expr.target.binding);
  }

  /** What can end it without being a statement: a signal, a call that may throw when it is enough, `attempt > 3 && fail()`. */
  function note(expr: Expr, at: Reached): void {
    const name = expr.kind === "member" ? expr.name : expr.kind === "local" ? linker.bindingOf(expr.binding)?.name : undefined;
    if (name !== undefined && SIGNALS.test(name) && !isPerTry(expr, name)) worsen("unknown");
    if (expr.kind === "object" && expr.entries.some((e) => e.key === "signal" && !bornInside(e.value))) worsen("unknown");
    if (expr.kind === "choice" && (expr.op === "&&" || expr.op === "||" || expr.op === "?:")) {
      const test = expr.test ?? expr.left;
      const sides = expr.op === "?:" ? [expr.left, expr.right] : [expr.right];
      if (sides.some(calls) && !isOutcome(test, at)) worsen("unknown");
    }
    if (expr.kind === "call") called(expr, at);
  }

  function called(call: Call, at: Reached): void {
    if (originOf(linker, call, at.frame)) return;
    const name = dotted(linker, call.callee) ?? "";
    const callee = linker.valueOf(call.callee, at.frame);
    if (callee.kind === "function" || (callee.kind === "global" && isPlatform(callee.path)) || TELLS.test(name)) return;
    const last = name.split(".").at(-1) ?? "";
    const given = call.args.some((a) => a.kind === "local" && counted.has(a.binding));
    const plainWait = /^(?:sleep|delay|wait|pause|setTimeout|setImmediate)$/.test(last);
    if (given && !plainWait) worsen("unknown");
    else if (CAPS.test(name) && !WAITS.test(last) && !isOutcome(call, at)) worsen("unknown");
  }

  function isOutcome(expr: Expr, at: Reached): boolean {
    const value = expr.kind === "local" || expr.kind === "member" || expr.kind === "call" ? linker.valueOf(expr, at.frame) : undefined;
    if (value?.kind === "view") return value.subject.error || value.subject.members.some((m) => m.origin.id === retry.origin.id);
    switch (expr.kind) {
      case "literal":
      case "regex":
        return true;
      case "local":
        return localOutcome(expr.binding, at);
      case "call":
        return callOutcome(expr, at);
      case "compare":
      case "not":
      case "choice":
      case "operation":
      case "template":
      case "cast":
      case "await":
      case "array":
        return children(expr).every((child) => isOutcome(child, at));
      case "member":
        return isOutcome(expr.object, at);
      case "global":
        return /^(?:undefined|Error|TypeError|DOMException|NaN|Infinity)$/.test(expr.name);
      default:
        return isErrorClass(expr);
    }
  }

  function localOutcome(id: BindingId, at: Reached): boolean {
    const binding = linker.bindingOf(id);
    if (flags.has(id)) return true;
    if (!binding || binding.class !== undefined) return binding?.class !== undefined;
    if (binding.kind === "import") return /Error$/.test(binding.name);
    if (binding.kind === "catch") return true;
    if (binding.writes.length > 0 || !binding.initial || binding.param !== undefined) return false;
    const { initial } = binding;
    if (initial.kind === "new") return initial.args.every((a) => isOutcome(a, at));
    return isOutcome(initial, at);
  }

  /** `isRetryable(error)` knows the error alone; `policy.next(error)` may count. */
  function callOutcome(call: Call, at: Reached): boolean {
    const { callee, args } = call;
    const value = linker.valueOf(callee, at.frame);
    if (value.kind === "global")
      return !/^(?:Date|performance|Math\.random)/.test(value.path.join(".")) && args.every((a) => isOutcome(a, at));
    if (value.kind === "module") return args.length > 0 && args.every((a) => isOutcome(a, at));
    if (value.kind === "function") return args.every((a) => isOutcome(a, at)) && isStateless(value.id);
    if (callee.kind !== "member") return false;
    const object = linker.valueOf(callee.object, at.frame);
    const known = object.kind === "array" || object.kind === "collection" || object.kind === "module" || isOutcome(callee.object, at);
    return known && args.every((a) => a.kind === "function" || isOutcome(a, at));
  }

  /** A function of the file that looks at nothing that changes but its arguments. */
  function isStateless(id: number): boolean {
    let pure = true;
    eachStatement(linker.functionOf(id)?.body ?? [], (stmt) => {
      for (const expr of expressions(stmt))
        eachExpression(expr, (e) => {
          if (e.kind === "this") pure = false;
          const binding = e.kind === "local" ? linker.bindingOf(e.binding) : undefined;
          if (binding && binding.func !== id && binding.writes.length > 0) pure = false;
        });
    });
    return pure;
  }

  /** `AbortSignal.timeout(5000)` and a controller made in the loop end one try, not the retry. */
  function isPerTry(expr: Expr, name: string): boolean {
    if (/timeout$/i.test(name) && expr.kind === "member" && expr.object.kind === "global") return true;
    return bornInside(expr);
  }

  function bornInside(expr: Expr): boolean {
    if (expr.kind === "call") return expr.callee.kind === "member" && expr.callee.object.kind === "global";
    if (expr.kind === "member") return (expr.object.kind === "global" && expr.object.name === "AbortSignal") || bornInside(expr.object);
    if (expr.kind !== "local") return false;
    const span = linker.bindingOf(expr.binding)?.span;
    const around = retry.loop?.span ?? linker.functionOf(root.frame.func)?.span;
    return span !== undefined && around !== undefined && span.start >= around.start && span.end <= around.end && !isParam(expr.binding);
  }

  function isParam(id: BindingId): boolean {
    return linker.bindingOf(id)?.kind === "param";
  }
}

const isTrue = (expr: Expr): boolean => expr.kind === "literal" && Boolean(expr.value);

const isErrorClass = (expr: Expr): boolean => expr.kind === "import" && /Error$/.test(expr.name);

function calls(expr: Expr): boolean {
  let found = false;
  eachExpression(expr, (e) => {
    if (e.kind === "call") found = true;
  });
  return found;
}

function mentions(expr: Expr, names: ReadonlySet<BindingId>): boolean {
  let found = false;
  eachExpression(expr, (e) => {
    if (e.kind === "local" && names.has(e.binding)) found = true;
    if (e.kind === "global" && /^(?:Date|performance)$/.test(e.name)) found = true;
  });
  return found;
}

/** Names that a pass assigns. */
function assignedIn(at: Reached): ReadonlySet<BindingId> {
  const names = new Set<BindingId>();
  eachReached(at, (e) => {
    if (e.kind === "assign" && e.target.kind === "local") names.add(e.target.binding);
  });
  return names;
}

/** Names that a pass sets to nothing but `true`, `false` and the like: `done = true`. */
function flagsIn(linker: Linker, at: Reached): ReadonlySet<BindingId> {
  const names = [...assignedIn(at)].filter((id) => {
    const binding = linker.bindingOf(id);
    const plain = (e: Expr) => e.kind === "literal" && (typeof e.value === "boolean" || e.value === null || e.value === undefined);
    return binding && !linker.usesOf(id).shared.has(id) && binding.writes.every(plain) && (!binding.initial || plain(binding.initial));
  });
  return new Set(names);
}
