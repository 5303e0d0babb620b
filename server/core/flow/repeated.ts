/** What a pass repeats: its requests, whether they are the same each time, and whether what they bring is used. */
import type { BindingId, Call, Expr, FuncId, Stmt, Try } from "../facts";
import { outcomeOf } from "../link/calls";
import type { Linker } from "../link/link";
import { originOf } from "../link/requests";
import { runtime, sdk } from "../link/transports";
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
  /** The function of the file that makes it, looked at for this call, and the request there. */
  readonly inside?: { readonly frame: Frame; readonly request: Request };
  readonly within?: Try;
  readonly response?: { readonly name: string; readonly stmt: Stmt };
}

/** Of which outcomes anything but status and ok is looked at: `return res`, `data = await res.json()`, `handle(res)`. By subject. */
export function usedIn(linker: Linker, func: FuncId, frame: Frame): Uses {
  const all = used.get(linker) ?? new Map<FuncId, Uses>();
  used.set(linker, all);
  const known = all.get(func);
  if (known) return known;
  const found = { subjects: new Set<string>(), calls: new Set<Expr>() };
  all.set(func, found);
  const add = (expr: Expr | undefined, whole: boolean): void => {
    const value = expr ? linker.valueOf(expr, frame) : undefined;
    if (value?.kind !== "view") return;
    const first = value.path[0]?.name;
    if (first === undefined ? whole : !CHECKS.has(first)) found.subjects.add(value.subject.id);
  };
  eachStatement(linker.functionOf(func)?.body ?? [], (stmt) => {
    if (stmt.kind === "return") add(stmt.value, true);
    for (const expr of expressions(stmt)) {
      const bare = stmt.kind === "eval" ? plain(stmt.expr) : undefined;
      eachExpression(expr, (e, parent) => {
        // `await res.text();` only empties the connection.
        if (e === bare || (parent === bare && bare?.kind === "call" && bare.callee === e)) return;
        if (e.kind === "call") found.calls.add(e);
        if (e.kind === "assign") add(e.value, true);
        if (e.kind === "member" || e.kind === "call") add(e, false);
        if (e.kind === "call") for (const arg of e.args) add(arg, true);
      });
    }
  });
  return found;
}

const plain = (expr: Expr): Expr => (expr.kind === "await" || expr.kind === "cast" ? plain(expr.value) : expr);

interface Uses {
  readonly subjects: ReadonlySet<string>;
  /** Calls whose result goes somewhere. */
  readonly calls: ReadonlySet<Expr>;
}

const used = new WeakMap<Linker, Map<FuncId, Uses>>();

const CHECKS = new Set(["status", "statusCode", "ok", "statusText"]);

const requests = new WeakMap<Frame, Map<readonly Stmt[], readonly Request[]>>();

/** The requests of one pass, outside nested loops and functions: those have passes of their own. */
export function requestsIn(linker: Linker, body: readonly Stmt[], frame: Frame): readonly Request[] {
  const all = requests.get(frame) ?? new Map<readonly Stmt[], readonly Request[]>();
  requests.set(frame, all);
  const known = all.get(body);
  if (known) return known;
  const found: Request[] = [];
  all.set(body, found);
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
    const name = direct ? linker.bindingOf(stmt.binding)?.name : undefined;
    found.push({ ...made, ...(within ? { within } : {}), ...(name ? { response: { name, stmt } } : {}) });
  };
  look(body, undefined);
  return found;
}

/** The request that a call is, or that the function of the file makes which it calls, whatever that returns: `await load(id)`. */
function requestOf(linker: Linker, call: Call, frame: Frame): Request | undefined {
  const origin = originOf(linker, call, frame);
  // A file is not asked again as an API is: code that waits for one to appear or to be free is right to try.
  if (origin) return origin.transport === runtime ? undefined : { call, origin, subject: outcomeOf(linker, origin) };
  const callee = linker.valueOf(call.callee, frame);
  const func = callee.kind === "function" ? linker.functionOf(callee.id) : undefined;
  if (callee.kind !== "function" || !func || func.generator) return undefined;
  const args = call.args.map((a) => linker.valueOf(a, frame));
  const inner = linker.enter(callee, call, frame, args);
  if (!inner) return undefined;
  const made = requestsIn(linker, func.body, inner);
  const value = linker.valueOf(call, frame);
  const returned = value.kind === "view" ? made.find((r) => r.subject.id === value.subject.id) : undefined;
  const request = returned ?? (made.length === 1 ? made[0] : undefined);
  return request && { call, origin: request.origin, subject: request.subject, inside: { frame: inner, request } };
}

const isResultOf = (initial: Expr, call: Expr): boolean =>
  initial === call || ((initial.kind === "await" || initial.kind === "cast") && isResultOf(initial.value, call));

/** Options of a request that make it another request. */
const CONTENT = new Set(["url", "baseURL", "prefixUrl", "body", "data", "json", "params", "searchParams", "form", "method"]);

/** Of objects that are handed on with some properties changed: whether a property is, or without a name the object as a whole. */
export type Parts = ReadonlyMap<BindingId, (name: string | undefined) => boolean>;

const NO_PARTS: Parts = new Map();

/** Whether what is requested differs from pass to pass; headers may, unless the pass goes over a list of them. */
export function dependsOn(
  linker: Linker,
  { call, origin, inside }: Request,
  varying: ReadonlySet<BindingId>,
  listed: boolean,
  parts: Parts = NO_PARTS,
): boolean {
  const seen = new Set<BindingId>();
  let depends = false;
  const look = (expr: Expr): void => {
    if (depends) return;
    const part = expr.kind === "member" && expr.object.kind === "local" ? parts.get(expr.object.binding) : undefined;
    const whole = expr.kind === "local" ? parts.get(expr.binding) : undefined;
    if (part || whole) {
      depends = part ? part(expr.kind === "member" ? expr.name : undefined) : whole?.(undefined) === true;
      return;
    }
    if (expr.kind !== "local") {
      for (const child of children(expr)) look(child);
      return;
    }
    if (varying.has(expr.binding)) depends = true;
    const initial = linker.bindingOf(expr.binding)?.initial;
    if (!initial || seen.has(expr.binding)) return;
    seen.add(expr.binding);
    look(initial);
  };
  for (const [i, arg] of call.args.entries()) {
    // An SDK's method takes what it asks for first: `stripe.coupons.create({ id })`.
    const whole = listed || (i === 0 && !inside && (origin.transport === sdk || origin.transport.sdk === true));
    if (arg.kind !== "object") look(arg);
    else for (const entry of arg.entries) if (whole || entry.spread || CONTENT.has(entry.key ?? "")) look(entry.value);
  }
  if (call.callee.kind === "member") look(call.callee.object);
  else if (call.callee.kind === "local") look(call.callee);
  return depends;
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
    const { call, origin, subject, inside, within, response } = request;
    const table = narrower.tableOf(subject, 0);
    const rowsOf = (state: State): readonly Row[] => {
      const set = state?.get(subject.id)?.sets[0];
      return set ? rowsIn(table, set) : [];
    };
    const possible = rowsOf(end);
    // Where a success leads to another pass too, the code polls or pages.
    if (possible.length === 0 || possible.some(isSuccess)) return [];
    const uses = usedIn(narrower.linker, func, frame);
    const used = uses.subjects.has(subject.id) || (inside !== undefined && uses.calls.has(call));
    return [{ origin, call, rows: rowsOf(certain), possible, used, ...(within ? { within } : {}), ...(response ? { response } : {}) }];
  });
}
