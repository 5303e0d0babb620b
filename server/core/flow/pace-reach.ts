/** What runs between two tries: the loop's body, or the function that calls itself, and the functions of the file called from there. */
import type { Call, Expr, FuncId, New, Stmt } from "../facts";
import type { Linker } from "../link/link";
import { originOf } from "../link/requests";
import type { Frame } from "../link/value";
import { eachExpression, eachStatement, expressions } from "../walk";
import type { Retry } from "./retry";

export interface Reached {
  readonly frame: Frame;
  readonly body: readonly Stmt[];
  /** What is evaluated beside the body: the loop's condition. */
  readonly beside: readonly Expr[];
  /** The call that leads here, and what it stands in; absent for the loop itself. */
  readonly from?: { readonly call: Call | New; readonly in: Reached };
  /** The function literal around: it runs when something calls it back. */
  readonly outer?: Reached;
}

const MOST = 40;

/** The retry's own body first. Requests are not entered, nor is the function of a recursion again. */
export function reachedBy(linker: Linker, retry: Retry): readonly Reached[] {
  const found: Reached[] = [rootOf(linker, retry)];
  const root = found[0] as Reached;
  const seen = new Set<FuncId>(retry.form === "recursion" ? [root.frame.func] : []);
  for (let i = 0; i < found.length && found.length < MOST; i++) {
    const at = found[i] as Reached;
    eachReached(at, (expr) => {
      if (expr.kind === "function" && !found.some((r) => r.frame.func === expr.id && r.outer === at)) {
        const frame = linker.canonical(expr.id);
        found.push({ frame, body: linker.functionOf(expr.id)?.body ?? [], beside: [], outer: at });
      }
      if (expr.kind !== "call" || originOf(linker, expr, at.frame)) return;
      const callee = linker.valueOf(expr.callee, at.frame);
      if (callee.kind !== "function" || seen.has(callee.id)) return;
      const inner = linker.enter(
        callee,
        expr,
        at.frame,
        expr.args.map((a) => linker.valueOf(a, at.frame)),
      );
      if (!inner || found.some((r) => r.frame === inner)) return;
      found.push({ frame: inner, body: linker.functionOf(callee.id)?.body ?? [], beside: [], from: { call: expr, in: at } });
    });
  }
  return found;
}

function rootOf(linker: Linker, retry: Retry): Reached {
  const { loop } = retry;
  if (loop) return { frame: retry.frame, body: loop.body, beside: [loop.test, loop.update].filter((e) => e !== undefined) };
  return { frame: retry.frame, body: linker.functionOf(retry.func)?.body ?? [], beside: [] };
}

/** Every expression that a place evaluates itself; functions written in it are not entered. */
export function eachReached({ body, beside }: Reached, visit: (expr: Expr, parent: Expr | undefined) => void): void {
  for (const expr of beside) eachExpression(expr, visit);
  eachStatement(body, (stmt) => {
    for (const expr of expressions(stmt)) eachExpression(expr, visit);
  });
}

/** The place whose function declares the binding, from a place inside it outwards. */
export function homeOf(at: Reached, func: FuncId): Reached | undefined {
  for (let r: Reached | undefined = at; r; r = r.outer) if (r.frame.func === func) return r;
  return undefined;
}

/** What the caller gives for a parameter: of `sleep(500)`, for `ms`, the 500. */
export function argumentOf(linker: Linker, at: Reached, expr: Expr): { readonly expr: Expr; readonly in: Reached } | undefined {
  const binding = expr.kind === "local" ? linker.bindingOf(expr.binding) : undefined;
  if (binding?.param === undefined) return undefined;
  const home = homeOf(at, binding.func);
  const given = home?.from?.call.args[binding.param] ?? linker.functionOf(binding.func)?.params[binding.param]?.initial;
  return home?.from && given && given.kind !== "spread" ? { expr: given, in: home.from.in } : undefined;
}
