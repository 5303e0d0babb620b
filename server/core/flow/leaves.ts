/** What ends a pass of a retry or begins the next one. */
import type { Call, Expr, FuncId, Stmt } from "../facts";
import type { Linker } from "../link/link";
import type { Frame } from "../link/value";
import { children } from "../walk";

/** Whether a part can end the pass or begin the next one: `return`, `bail(error)`, `load(n + 1)` with no `return`. */
export const leaves = (body: readonly Stmt[], isBegin: (call: Call) => boolean): boolean =>
  body.some((stmt) => {
    if (/^(?:return|throw|break|continue)$/.test(stmt.kind)) return true;
    const within = (inner: readonly Stmt[]) => leaves(inner, isBegin);
    if (stmt.kind === "eval") return begins(stmt.expr, isBegin);
    if (stmt.kind === "branch") return within(stmt.then) || within(stmt.else ?? []);
    if (stmt.kind === "block") return within(stmt.body);
    if (stmt.kind === "try") return within(stmt.body) || within(stmt.catch?.body ?? []);
    return stmt.kind === "switch" && stmt.cases.some((c) => within(c.body));
  });

const begins = (expr: Expr, isBegin: (call: Call) => boolean): boolean => {
  if (expr.kind === "await" || expr.kind === "cast") return begins(expr.value, isBegin);
  return expr.kind === "call" && isBegin(expr);
};

/** Whether a function written here begins the next pass, as in `setTimeout(() => load(n + 1), 500)`. */
export function beginsIn({ functionOf, canonical }: Linker, id: FuncId, isBegin: (call: Call, frame: Frame) => boolean): boolean {
  const frame = canonical(id);
  const look = (expr: Expr): boolean => (expr.kind === "call" && isBegin(expr, frame)) || children(expr).some(look);
  return (functionOf(id)?.body ?? []).some((stmt) => {
    if (stmt.kind === "eval") return look(stmt.expr);
    return (stmt.kind === "return" || stmt.kind === "throw") && stmt.value !== undefined && look(stmt.value);
  });
}
