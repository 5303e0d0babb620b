/** Functions that a library asks and that answer by calling back: `onErrorRetry: (error, key, config, revalidate) => revalidate()`. */
import type { Call, Expr, FuncId } from "../facts";
import { children, eachStatement, expressions } from "../walk";
import { type Walk, where } from "./library-conditions";
import { emptyLike, type RowSet, union } from "./rows";

/** Of `rows`, those after which an expression calls back for another try, at once or from a timer. */
export function calledBack(w: Walk, func: FuncId, expr: Expr, rows: RowSet): RowSet {
  const { linker } = w.narrower;
  const { answers } = w.decision;
  const callback = answers === undefined ? undefined : linker.functionOf(func)?.params[answers.argument]?.binding;
  const none = emptyLike(rows);
  const maybe = w.certain ? none : rows;
  return visit(expr, rows);

  function visit(e: Expr, set: RowSet): RowSet {
    if (e.kind === "await" || e.kind === "cast") return visit(e.value, set);
    if (e.kind === "choice" && e.op === "?:" && e.test) {
      return union(visit(e.left, where(w, e.test, set, true)), visit(e.right, where(w, e.test, set, false)));
    }
    if (e.kind === "choice" && e.op !== "??") return visit(e.right, where(w, e.left, set, e.op === "&&"));
    if (e.kind === "call") return called(e, set);
    return mentions(e) ? maybe : none;
  }

  function called(call: Call, set: RowSet): RowSet {
    if (isCallback(call.callee)) return repeats(call) === true ? set : repeats(call) === false ? none : maybe;
    const [first, ...more] = call.args;
    if (!isTimer(call.callee) || !first || more.some(mentions)) return mentions(call) ? maybe : none;
    if (isCallback(first)) return set;
    const body = first.kind === "function" ? linker.functionOf(first.id)?.body : undefined;
    const [only, ...others] = body ?? [];
    const inside = only?.kind === "eval" ? only.expr : only?.kind === "return" ? only.value : undefined;
    if (others.length > 0 || inside?.kind !== "call" || !isCallback(inside.callee)) return mentions(first) ? maybe : none;
    return called(inside, set);
  }

  /** With an error a callback of Node's kind ends it. */
  function repeats({ args: [first] }: Call): boolean | undefined {
    if (!answers?.error || !first) return true;
    if (first.kind === "choice") return undefined;
    const value = linker.valueOf(first, w.frame);
    if (value.kind === "view" || value.kind === "instance") return false;
    return value.kind === "constant" && (value.value === null || value.value === undefined) ? true : undefined;
  }

  function isCallback(e: Expr): boolean {
    return e.kind === "local" && e.binding === callback;
  }

  function isTimer(callee: Expr): boolean {
    const value = linker.valueOf(callee, w.frame);
    return value.kind === "global" && /^(?:setTimeout|setImmediate|queueMicrotask)$/.test(value.path.at(-1) ?? "");
  }

  /** Whether the callback is spoken of at all, in functions written there too. */
  function mentions(e: Expr): boolean {
    if (isCallback(e)) return true;
    if (e.kind !== "function") return children(e).some(mentions);
    let found = false;
    eachStatement(linker.functionOf(e.id)?.body ?? [], (stmt) => {
      found ||= expressions(stmt).some(mentions);
    });
    return found;
  }
}
