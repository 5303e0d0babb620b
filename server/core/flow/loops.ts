/**
 * Loops that repeat a request after it failed, and with which outcomes. A pass of the loop is walked once from a state in which no
 * request was made; what is left of a request's outcomes where the next pass begins is what the loop retries. Paths on which something
 * changes before (a new token, another host) lead to another request, not to a retry, and end there.
 */
import type { BindingId, Call, Expr, Facts, FuncId, Loop, Stmt, Try } from "../facts";
import type { Linker } from "../link/link";
import { originOf } from "../link/requests";
import type { Frame } from "../link/value";
import { children, eachExpression, eachStatement, expressions } from "../walk";
import type { Narrower } from "./narrow";
import { pass, type Request } from "./pass";
import type { Retry } from "./retry";
import { isEmpty, isSuccess, rowsIn } from "./rows";

export function loopRetries(narrower: Narrower): readonly Retry[] {
  const { linker } = narrower;
  const found: Retry[] = [];
  for (const func of linker.facts.functions) {
    const frame = linker.canonical(func.id);
    eachStatement(func.body, (stmt) => {
      if (stmt.kind === "loop") found.push(...inLoop(linker, narrower, stmt, func.id, frame));
    });
  }
  return found;
}

function inLoop(linker: Linker, narrower: Narrower, loop: Loop, func: FuncId, frame: Frame): readonly Retry[] {
  const varying = varyingIn(linker.facts, loop);
  const requests = requestsIn(linker, loop, frame).filter((r) => !dependsOn(linker.facts, r.call, varying));
  if (requests.length === 0) return [];
  const end = pass(linker, narrower, loop, frame, requests);
  if (!end) return [];
  return requests.flatMap((request): Retry[] => {
    const set = end.get(request.subject.id)?.sets[0];
    if (!set || isEmpty(set)) return [];
    const rows = rowsIn(narrower.tableOf(request.subject, 0), set);
    // Where a success leads to another pass too, the loop polls or pages.
    if (rows.some(isSuccess)) return [];
    const { call, origin, within, response } = request;
    const used = isUsed(linker, func, request, frame);
    const place = { form: "loop" as const, func, frame, span: loop.span, head: loop.head, loop };
    return [{ ...place, origin, call, rows, used, ...(within ? { within } : {}), ...(response ? { response } : {}) }];
  });
}

/** Whether anything but status and ok is looked at: `return res`, `data = await res.json()`, `handle(res)`. */
function isUsed(linker: Linker, func: FuncId, { subject }: Request, frame: Frame): boolean {
  const pathOf = (expr: Expr): string | undefined => {
    const value = linker.valueOf(expr, frame);
    return value.kind === "view" && value.subject.id === subject.id ? (value.path[0]?.name ?? "") : undefined;
  };
  const handsOn = (expr: Expr | undefined): boolean => expr !== undefined && !CHECKS.has(pathOf(expr) ?? "status");
  const reads = (expr: Expr): boolean => handsOn(expr) && pathOf(expr) !== "";
  let used = false;
  eachStatement(linker.facts.functions[func]?.body ?? [], (stmt) => {
    if (stmt.kind === "return" && handsOn(stmt.value)) used = true;
    for (const expr of expressions(stmt)) {
      eachExpression(expr, (e) => {
        if (e.kind === "assign" && handsOn(e.value)) used = true;
        if ((e.kind === "member" || e.kind === "call") && reads(e)) used = true;
        if (e.kind === "call" && e.args.some(handsOn)) used = true;
      });
    }
  });
  return used;
}

const CHECKS = new Set(["status", "statusCode", "ok", "statusText"]);

/** The requests of one pass, outside nested loops: those have passes of their own. */
function requestsIn(linker: Linker, loop: Loop, frame: Frame): readonly Request[] {
  const found: Request[] = [];
  const look = (body: readonly Stmt[], within: Try | undefined): void => {
    for (const stmt of body) {
      for (const expr of expressions(stmt)) eachExpression(expr, (e) => add(e, stmt, within));
      if (stmt.kind === "try") {
        look(stmt.body, stmt.catch ? stmt : within);
        look(stmt.catch?.body ?? [], within);
        look(stmt.finally ?? [], within);
      } else if (stmt.kind === "branch") {
        look(stmt.then, within);
        look(stmt.else ?? [], within);
      } else if (stmt.kind === "switch") for (const c of stmt.cases) look(c.body, within);
      else if (stmt.kind === "block") look(stmt.body, within);
    }
  };
  const add = (expr: Expr, stmt: Stmt, within: Try | undefined): void => {
    const made = expr.kind === "call" ? requestOf(linker, expr, frame) : undefined;
    if (!made || made.origin.provider === "none") return;
    const direct = made.inside === undefined && stmt.kind === "let" && stmt.initial && isResultOf(stmt.initial, expr);
    const name = direct ? linker.facts.bindings[stmt.binding]?.name : undefined;
    found.push({ ...made, ...(within ? { within } : {}), ...(name ? { response: { name, stmt } } : {}) });
  };
  look(loop.body, undefined);
  return found;
}

/** The request that a call is, or that the function of the file makes which it calls: `await load(id)`. */
function requestOf(linker: Linker, call: Call, frame: Frame): Request | undefined {
  const value = linker.valueOf(call, frame);
  const [member, ...others] = value.kind === "view" ? value.subject.members : [];
  if (value.kind !== "view" || !member || others.length > 0 || member.side !== "value" || member.prefix.length > 0) return undefined;
  const { subject } = value;
  const origin = originOf(linker, call, frame);
  if (origin) return value.path.length === 0 ? { call, origin, subject } : undefined;
  const callee = linker.valueOf(call.callee, frame);
  if (callee.kind !== "function" || subject.foreign !== "none") return undefined;
  const args = call.args.map((a) => linker.valueOf(a, frame));
  const inside = linker.enter(callee.id, callee.frame, call, frame, args);
  return inside ? { call, origin: member.origin, subject, inside } : undefined;
}

const isResultOf = (initial: Expr, call: Expr): boolean =>
  initial === call || ((initial.kind === "await" || initial.kind === "cast") && isResultOf(initial.value, call));

/** The names that differ from pass to pass: the loop's own, and those assigned in it. */
function varyingIn(facts: Facts, loop: Loop): ReadonlySet<BindingId> {
  const names = new Set<BindingId>();
  const assigned = (expr: Expr): void => {
    if (expr.kind === "assign" && expr.target.kind === "local") names.add(expr.target.binding);
  };
  for (const stmt of loop.before) if (stmt.kind === "let") names.add(stmt.binding);
  for (const expr of expressions(loop)) eachExpression(expr, assigned);
  eachStatement(loop.body, (stmt) => {
    if (stmt.kind === "let" && stmt.initial?.kind === "item" && stmt.initial.of === loop.over) names.add(stmt.binding);
    for (const expr of expressions(stmt)) eachExpression(expr, assigned);
  });
  for (const binding of facts.bindings)
    if (binding.initial?.kind === "item" && loop.over && binding.initial.of === loop.over) names.add(binding.id);
  return names;
}

/** Options of a request that make it another request. */
const CONTENT = new Set(["url", "baseURL", "prefixUrl", "body", "data", "json", "params", "searchParams", "form", "method"]);

/** Whether what is requested differs from pass to pass; headers may. */
function dependsOn(facts: Facts, call: Call, varying: ReadonlySet<BindingId>): boolean {
  const seen = new Set<BindingId>();
  let depends = false;
  const look = (expr: Expr): void => {
    if (depends) return;
    if (expr.kind !== "local") {
      for (const child of children(expr)) look(child);
      return;
    }
    if (varying.has(expr.binding)) depends = true;
    const initial = facts.bindings[expr.binding]?.initial;
    if (!initial || seen.has(expr.binding)) return;
    seen.add(expr.binding);
    look(initial);
  };
  for (const arg of call.args) {
    if (arg.kind !== "object") look(arg);
    else for (const entry of arg.entries) if (entry.spread || CONTENT.has(entry.key ?? "")) look(entry.value);
  }
  if (call.callee.kind === "member") look(call.callee.object);
  else if (call.callee.kind === "local") look(call.callee);
  return depends;
}
