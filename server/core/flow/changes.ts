/** Whether something changes between two tries, so that the next is another request. */
import type { Expr, FuncId, Member } from "../facts";
import type { Linker } from "../link/link";
import { isPlatform } from "../link/platform";
import { dotted, originOf } from "../link/requests";
import type { Frame } from "../link/value";
import { eachExpression, eachStatement, expressions } from "../walk";

/** Names of what waits, or says how long. */
export const WAITS = /sleep|delay|wait|backoff|back_off|pause|timeout|jitter|retry/i;
/** Calls that only tell somebody. */
export const TELLS =
  /(?:^|\.)(?:log|warn|info|debug|error|trace|log[A-Z]\w*|report\w*|track\w*|emit|increment|count|push|record\w*|capture\w*|addBreadcrumb|notify|on[A-Z]\w*)$/i;

const RENEWS = /refresh|renew|auth|login|log_?in|sign_?in|token|rotate|switch|next|reset|reconnect/i;

/**
 * Whether a statement makes the next try another one: it waits for something that is no pause (`await refreshToken()`), calls what
 * renews something, or puts a new value into an object. Counters, delays and the last error do not.
 */
export function changes(linker: Linker, expr: Expr, frame: Frame, requests: ReadonlyMap<Expr, unknown>): boolean {
  if (expr.kind === "await") return callsOut(linker, expr, frame, requests);
  if (expr.kind === "call") return RENEWS.test(dotted(linker, expr.callee) ?? "") && callsOut(linker, expr, frame, requests);
  if (expr.kind !== "assign" || expr.op !== "=") return false;
  const plain = expr.value.kind === "literal" || expr.value.kind === "operation" || linker.valueOf(expr.value, frame).kind === "view";
  return callsOut(linker, expr.value, frame, requests) || (expr.target.kind === "member" && !plain);
}

function callsOut(linker: Linker, expr: Expr, frame: Frame, requests: ReadonlyMap<Expr, unknown>): boolean {
  let out = false;
  eachExpression(expr, (e) => {
    if (e.kind !== "call" && e.kind !== "new") return;
    const name = dotted(linker, e.callee) ?? "";
    if (WAITS.test(name) || TELLS.test(name) || requests.has(e) || originOf(linker, e, frame)) return;
    // `await describe(response)`, `toError(error)`: the failure is read.
    if (!RENEWS.test(name) && e.args.some((a) => linker.valueOf(a, frame).kind === "view")) return;
    const callee = linker.valueOf(e.callee, frame);
    if (callee.kind === "function" && pauses(linker, callee.id)) return;
    if (callee.kind === "global" && (isPlatform(callee.path) || WAITS.test(callee.path.join(".")))) return;
    const object = e.callee.kind === "member" ? linker.valueOf((e.callee as Member).object, frame) : undefined;
    if (object && object.kind !== "unknown" && object.kind !== "module" && object.kind !== "instance") return;
    out = true;
  });
  return out;
}

/** Whether a function of the file does nothing but wait: it calls setTimeout, or what is named for waiting, itself or in a callback. */
function pauses(linker: Linker, id: FuncId): boolean {
  let waits = false;
  const own = linker.functionOf(id);
  const callbacks = linker.units.at(id).facts.functions.filter(({ parent }) => parent === id);
  for (const { body } of own ? [own, ...callbacks] : []) {
    eachStatement(body, (stmt) => {
      for (const expr of expressions(stmt)) {
        eachExpression(expr, (e) => {
          if (e.kind === "call" && WAITS.test(dotted(linker, e.callee) ?? "")) waits = true;
        });
      }
    });
  }
  return waits;
}
