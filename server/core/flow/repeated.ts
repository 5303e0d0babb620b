/** What a pass repeats: its requests, whether they are the same each time, and whether what they bring is used. */
import type { BindingId, Call, Expr, Facts, FuncId, Stmt, Try } from "../facts";
import type { Linker } from "../link/link";
import { originOf } from "../link/requests";
import type { Frame, Origin, Subject } from "../link/value";
import { children, eachExpression, eachStatement, expressions } from "../walk";
import type { Narrower } from "./narrow";
import type { Retry } from "./retry";
import { isSuccess, type Row, rowsIn } from "./rows";
import type { State } from "./state";

export interface Request {
  /** The call that is repeated: the request itself, or a function of the file that makes it. */
  readonly call: Call;
  readonly origin: Origin;
  readonly subject: Subject;
  /** The function that makes it, looked at for this call. */
  readonly inside?: Frame;
  readonly within?: Try;
  readonly response?: { readonly name: string; readonly stmt: Stmt };
}

/** Of which outcomes anything but status and ok is looked at: `return res`, `data = await res.json()`, `handle(res)`. By subject. */
function usedIn(linker: Linker, func: FuncId, frame: Frame): ReadonlySet<string> {
  const all = used.get(linker) ?? new Map<FuncId, ReadonlySet<string>>();
  used.set(linker, all);
  const known = all.get(func);
  if (known) return known;
  const found = new Set<string>();
  all.set(func, found);
  const add = (expr: Expr | undefined, whole: boolean): void => {
    const value = expr ? linker.valueOf(expr, frame) : undefined;
    if (value?.kind !== "view") return;
    const first = value.path[0]?.name;
    if (first === undefined ? whole : !CHECKS.has(first)) found.add(value.subject.id);
  };
  eachStatement(linker.facts.functions[func]?.body ?? [], (stmt) => {
    if (stmt.kind === "return") add(stmt.value, true);
    for (const expr of expressions(stmt)) {
      eachExpression(expr, (e) => {
        if (e.kind === "assign") add(e.value, true);
        if (e.kind === "member" || e.kind === "call") add(e, false);
        if (e.kind === "call") for (const arg of e.args) add(arg, true);
      });
    }
  });
  return found;
}

const used = new WeakMap<Linker, Map<FuncId, ReadonlySet<string>>>();

const CHECKS = new Set(["status", "statusCode", "ok", "statusText"]);

/** The requests of one pass, outside nested loops and functions: those have passes of their own. */
export function requestsIn(linker: Linker, body: readonly Stmt[], frame: Frame): readonly Request[] {
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
  look(body, undefined);
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

/** Options of a request that make it another request. */
const CONTENT = new Set(["url", "baseURL", "prefixUrl", "body", "data", "json", "params", "searchParams", "form", "method"]);

/** Whether what is requested differs from pass to pass; headers may. */
export function dependsOn(facts: Facts, call: Call, varying: ReadonlySet<BindingId>): boolean {
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

/** The call in a function's body whose outcome the subject is. */
export function callOf(linker: Linker, body: readonly Stmt[], frame: Frame, subject: Subject): Call | undefined {
  let found: Call | undefined;
  eachStatement(body, (stmt) => {
    for (const expr of expressions(stmt)) {
      eachExpression(expr, (e) => {
        if (e.kind !== "call" || found) return;
        const value = linker.valueOf(e, frame);
        if (value.kind === "view" && value.path.length === 0 && value.subject.id === subject.id) found = e;
      });
    }
  });
  return found;
}

export type Repeated = Pick<Retry, "origin" | "call" | "rows" | "possible" | "used" | "within" | "response">;

/** Of each request the outcomes that the next pass begins with: `next` walks one pass, certain or possible. */
export function repeatedRows(
  narrower: Narrower,
  requests: readonly Request[],
  func: FuncId,
  frame: Frame,
  next: (certain: boolean) => State,
): readonly Repeated[] {
  const end = next(false);
  if (!end) return [];
  const certain = next(true);
  return requests.flatMap((request): Repeated[] => {
    const { call, origin, subject, within, response } = request;
    const table = narrower.tableOf(subject, 0);
    const rowsOf = (state: State): readonly Row[] => {
      const set = state?.get(subject.id)?.sets[0];
      return set ? rowsIn(table, set) : [];
    };
    const possible = rowsOf(end);
    // Where a success leads to another pass too, the code polls or pages.
    if (possible.length === 0 || possible.some(isSuccess)) return [];
    const used = usedIn(narrower.linker, func, frame).has(subject.id);
    return [{ origin, call, rows: rowsOf(certain), possible, used, ...(within ? { within } : {}), ...(response ? { response } : {}) }];
  });
}
