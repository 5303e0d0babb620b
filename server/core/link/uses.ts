/** What a file does with its names and functions, gathered in one pass: where callbacks go, who calls a function, what is written to. */
import type { BindingId, Call, Cast, Compare, Expr, Facts, FuncId, New, Return, Try } from "../facts";
import { eachExpression, eachStatement, expressions } from "../walk";
import { isErrorType } from "./error-names";

export interface Uses {
  /** The `try` whose `catch` declares the binding. */
  readonly catches: ReadonlyMap<BindingId, { readonly stmt: Try; readonly func: FuncId }>;
  /** Where a function expression is handed over: `p.then(HERE)` or `{ onError: HERE }`. */
  readonly handed: ReadonlyMap<FuncId, Handed>;
  /** Calls by name of a function declared in the file. */
  readonly calls: ReadonlyMap<BindingId, readonly CallSite[]>;
  /** Names that are also used otherwise (exported, stored): others can call them too. */
  readonly escaped: ReadonlySet<BindingId>;
  /** Calls `this.x(…)` under `"x"` of the class that they stand in, `Api.x(…)` under that of the class of that name. */
  readonly methodCalls: ReadonlyMap<string, readonly CallSite[]>;
  readonly returns: ReadonlyMap<FuncId, readonly Return[]>;
  /** What a name is taken for: the tests of its class, the casts to the type of an error, the guards that it is given to. */
  readonly takings: ReadonlyMap<BindingId, readonly Taking[]>;
  /** What is assigned to properties of a name, by property: `error.status = 500`. */
  readonly memberWrites: ReadonlyMap<BindingId, ReadonlyMap<string, readonly FieldWrite[]>>;
  /** Assignments `this.x = value`, under `"x"` of the class that owns the function. */
  readonly fieldWrites: ReadonlyMap<string, readonly FieldWrite[]>;
  /** Names that another function than their own assigns: they can change with any call. */
  readonly shared: ReadonlySet<BindingId>;
}

export interface FieldWrite {
  readonly value: Expr;
  readonly func: FuncId;
}

export interface Handed {
  readonly call?: Call | New;
  readonly index: number;
  readonly key?: string;
  /** The call that the object is handed to. */
  readonly options?: Call | New;
  readonly func: FuncId;
}

export type Taking = Compare | Cast | Call;

/** A test of the class and a cast say that it is an error, whatever its name; a guard can be of anything. */
export const isOfError = (taking: Taking): boolean => taking.kind !== "call";

export interface CallSite {
  readonly call: Call | New;
  readonly func: FuncId;
  /** The name is not called but handed to this call as its argument `index`: `p.then(handle)`. */
  readonly index?: number;
}

/** `fieldKey(3, "client")` is the key of `this.client` in class 3. */
export const fieldKey = (owner: number, name: string): string => `${owner}.${name}`;

const isCall = (expr: Expr | undefined): expr is Call | New => expr?.kind === "call" || expr?.kind === "new";

/** `(error as any).status = 500` is put on `error`. */
const uncast = (expr: Expr): Expr => (expr.kind === "cast" ? uncast(expr.value) : expr);

const NONE: readonly Expr[] = [];

/** The names of which an expression says what they are, if it does: `e` of `e instanceof StripeError`. */
function takenIn(expr: Expr, facts: Facts): readonly Expr[] {
  if (expr.kind === "compare") return expr.op === "instanceof" && saysWhose(expr.right) ? [expr.left] : NONE;
  if (expr.kind === "cast") return isErrorType(expr.type) ? [expr.value] : NONE;
  if (expr.kind !== "call") return NONE;
  const { callee } = expr;
  const name = callee.kind === "local" ? facts.bindings[callee.binding - facts.base]?.name : callee.kind === "member" ? callee.name : "";
  return name?.startsWith("is") && /^is[A-Z]/.test(name) ? expr.args : NONE;
}

/** Of the platform's own classes that need no import, only this one is thrown with a name that is a code. */
const saysWhose = (type: Expr): boolean => type.kind !== "global" || type.name === "DOMException";

/** `usesOf(facts)` of one file; ids count from the facts' base. Worked out once: a file is asked before each analysis and in all of them. */
export function usesOf(facts: Facts): Uses {
  const uses = known.get(facts) ?? gather(facts);
  known.set(facts, uses);
  return uses;
}

const known = new WeakMap<Facts, Uses>();

function gather(facts: Facts): Uses {
  const catches = new Map<BindingId, { stmt: Try; func: FuncId }>();
  const handed = new Map<FuncId, Handed>();
  const calls = new Map<BindingId, CallSite[]>();
  const escaped = new Set<BindingId>();
  const methodCalls = new Map<string, CallSite[]>();
  const takings = new Map<BindingId, Taking[]>();
  const returns = new Map<FuncId, Return[]>();
  const memberWrites = new Map<BindingId, Map<string, FieldWrite[]>>();
  const fieldWrites = new Map<string, FieldWrite[]>();
  const shared = new Set<BindingId>();

  const push = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  };
  const classOf = (object: Expr, owner: number | undefined): number | undefined => {
    if (object.kind === "local") return facts.bindings[object.binding - facts.base]?.class;
    return object.kind === "this" ? owner : undefined;
  };
  const visit = (func: FuncId, owner: number | undefined) => (expr: Expr, parent: Expr | undefined) => {
    if (expr.kind === "compare" || expr.kind === "cast" || expr.kind === "call")
      for (const each of takenIn(expr, facts)) if (each.kind === "local") push(takings, each.binding, expr);
    if (expr.kind === "call" || expr.kind === "new") {
      expr.args.forEach((arg, index) => {
        if (arg.kind === "function") handed.set(arg.id, { call: expr, index, func });
        if (arg.kind === "local") push(calls, arg.binding, { call: expr, func, index });
      });
      const { callee } = expr;
      if (callee.kind === "local") push(calls, callee.binding, { call: expr, func });
      const of = callee.kind === "member" ? classOf(callee.object, owner) : undefined;
      if (callee.kind === "member" && callee.name !== undefined && of !== undefined)
        push(methodCalls, fieldKey(of, callee.name), { call: expr, func });
    } else if (expr.kind === "local") {
      const called = (parent?.kind === "call" || parent?.kind === "new") && (parent.callee === expr || parent.args.includes(expr));
      if (!called) escaped.add(expr.binding);
    } else if (expr.kind === "object") {
      for (const entry of expr.entries) {
        if (entry.value.kind === "function" && entry.key !== undefined)
          handed.set(entry.value.id, { key: entry.key, index: 0, func, ...(isCall(parent) && { options: parent }) });
      }
    } else if (expr.kind === "assign" && expr.target.kind === "local") {
      if (facts.bindings[expr.target.binding - facts.base]?.func !== func) shared.add(expr.target.binding);
    } else if (expr.kind === "assign" && expr.target.kind === "member" && expr.target.name !== undefined) {
      const { name } = expr.target;
      const object = uncast(expr.target.object);
      if (object.kind === "local") {
        const writes = memberWrites.get(object.binding) ?? new Map<string, FieldWrite[]>();
        memberWrites.set(object.binding, writes);
        push(writes, name, { value: expr.value, func });
      }
      if (object.kind === "this" && owner !== undefined) push(fieldWrites, fieldKey(owner, name), { value: expr.value, func });
    }
  };
  const at = (func: FuncId) => facts.functions[func - facts.base];
  const ownerOf = (func: FuncId): number | undefined => {
    for (let f = at(func); f; f = f.parent === undefined ? undefined : at(f.parent)) {
      if (f.owner !== undefined) return f.owner;
      if (!f.arrow) return undefined;
    }
    return undefined;
  };

  for (const func of facts.functions) {
    const look = visit(func.id, ownerOf(func.id));
    for (const param of func.params) if (param.initial) eachExpression(param.initial, look);
    eachStatement(func.body, (stmt) => {
      if (stmt.kind === "try" && stmt.catch?.binding !== undefined) catches.set(stmt.catch.binding, { stmt, func: func.id });
      if (stmt.kind === "return") push(returns, func.id, stmt);
      for (const expr of expressions(stmt)) eachExpression(expr, look);
    });
  }
  for (const owner of facts.classes) {
    for (const member of owner.members) if (member.value) eachExpression(member.value, visit(facts.base, owner.id));
  }
  for (const exported of facts.exports) if (exported.value?.kind === "local") escaped.add(exported.value.binding);
  return { catches, handed, calls, escaped, methodCalls, takings, returns, memberWrites, fieldWrites, shared };
}
