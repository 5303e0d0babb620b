/** What a file does with its names and functions, gathered in one pass: where callbacks go, who calls a function, what is written to. */
import type {
  BindingId,
  Call,
  Cast,
  Class,
  ClassId,
  Compare,
  Expr,
  Facts,
  Func,
  FuncId,
  Local,
  New,
  Return,
  Stmt,
  This,
  Try,
} from "../facts";
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

/** Where what is found goes: into the uses of the file, or on record with the part that it was found in. */
interface Sink {
  caught(binding: BindingId, caught: { readonly stmt: Try; readonly func: FuncId }): void;
  handed(id: FuncId, place: Handed): void;
  called(binding: BindingId, site: CallSite): void;
  escaped(binding: BindingId): void;
  /** A method of a name, or of `this` in the class `owner`. */
  calledOn(object: Local | This, owner: ClassId | undefined, name: string, site: CallSite): void;
  taken(binding: BindingId, taking: Taking): void;
  returned(func: FuncId, stmt: Return): void;
  memberWritten(binding: BindingId, name: string, write: FieldWrite): void;
  fieldWritten(key: string, write: FieldWrite): void;
  assigned(binding: BindingId, func: FuncId): void;
}

function noteExpression(facts: Facts, into: Sink, func: FuncId, owner: ClassId | undefined, expr: Expr, parent: Expr | undefined): void {
  if (expr.kind === "compare" || expr.kind === "cast" || expr.kind === "call")
    for (const each of takenIn(expr, facts)) if (each.kind === "local") into.taken(each.binding, expr);
  if (expr.kind === "call" || expr.kind === "new") {
    expr.args.forEach((arg, index) => {
      if (arg.kind === "function") into.handed(arg.id, { call: expr, index, func });
      if (arg.kind === "local") into.called(arg.binding, { call: expr, func, index });
    });
    const { callee } = expr;
    if (callee.kind === "local") into.called(callee.binding, { call: expr, func });
    if (callee.kind === "member" && callee.name !== undefined && (callee.object.kind === "local" || callee.object.kind === "this"))
      into.calledOn(callee.object, owner, callee.name, { call: expr, func });
  } else if (expr.kind === "local") {
    const called = (parent?.kind === "call" || parent?.kind === "new") && (parent.callee === expr || parent.args.includes(expr));
    if (!called) into.escaped(expr.binding);
  } else if (expr.kind === "object") {
    for (const entry of expr.entries) {
      if (entry.value.kind === "function" && entry.key !== undefined)
        into.handed(entry.value.id, { key: entry.key, index: 0, func, ...(isCall(parent) && { options: parent }) });
    }
  } else if (expr.kind === "assign" && expr.target.kind === "local") into.assigned(expr.target.binding, func);
  else if (expr.kind === "assign" && expr.target.kind === "member" && expr.target.name !== undefined) {
    const { name } = expr.target;
    const object = uncast(expr.target.object);
    if (object.kind === "local") into.memberWritten(object.binding, name, { value: expr.value, func });
    if (object.kind === "this" && owner !== undefined) into.fieldWritten(fieldKey(owner, name), { value: expr.value, func });
  }
}

function noteStatements(facts: Facts, into: Sink, func: FuncId, owner: ClassId | undefined, body: readonly Stmt[]): void {
  const look = (expr: Expr, parent: Expr | undefined): void => noteExpression(facts, into, func, owner, expr, parent);
  eachStatement(body, (stmt) => {
    if (stmt.kind === "try" && stmt.catch?.binding !== undefined) into.caught(stmt.catch.binding, { stmt, func });
    if (stmt.kind === "return") into.returned(func, stmt);
    for (const expr of expressions(stmt)) eachExpression(expr, look);
  });
}

function noteFunction(facts: Facts, into: Sink, func: Func): void {
  const owner = ownerOf(facts, func);
  for (const { initial } of func.params)
    if (initial) eachExpression(initial, (expr, parent) => noteExpression(facts, into, func.id, owner, expr, parent));
  noteStatements(facts, into, func.id, owner, func.body);
}

function noteClass(facts: Facts, into: Sink, { id, members }: Class): void {
  for (const { value } of members)
    if (value) eachExpression(value, (expr, parent) => noteExpression(facts, into, facts.base, id, expr, parent));
}

function ownerOf(facts: Facts, func: Func): ClassId | undefined {
  for (let f: Func | undefined = func; f; f = f.parent === undefined ? undefined : facts.functions[f.parent - facts.base]) {
    if (f.owner !== undefined) return f.owner;
    if (!f.arrow) return undefined;
  }
  return undefined;
}

/** Functions that were gone through: what still has one of them is a later version of the same file, of which most stays as it is. */
const seen = new WeakSet<Func>();
/** What was found in a function, a class or a statement of the top level. It hangs on nothing else. */
const records = new WeakMap<object, readonly ((sink: Sink) => void)[]>();

/** Goes through a part, or through what is on record of it. */
function once(part: object, into: Sink, note: (into: Sink) => void): void {
  let record = records.get(part);
  if (!record) {
    const made: ((sink: Sink) => void)[] = [];
    note(recorder(made));
    records.set(part, made);
    record = made;
  }
  for (const event of record) event(into);
}

function recorder(record: ((sink: Sink) => void)[]): Sink {
  const named = new Set<BindingId>();
  return {
    caught: (...found) => void record.push((sink) => sink.caught(...found)),
    handed: (...found) => void record.push((sink) => sink.handed(...found)),
    called: (...found) => void record.push((sink) => sink.called(...found)),
    escaped: (binding) => {
      if (!named.has(binding)) record.push((sink) => sink.escaped(binding));
      named.add(binding);
    },
    calledOn: (...found) => void record.push((sink) => sink.calledOn(...found)),
    taken: (...found) => void record.push((sink) => sink.taken(...found)),
    returned: (...found) => void record.push((sink) => sink.returned(...found)),
    memberWritten: (...found) => void record.push((sink) => sink.memberWritten(...found)),
    fieldWritten: (...found) => void record.push((sink) => sink.fieldWritten(...found)),
    assigned: (...found) => void record.push((sink) => sink.assigned(...found)),
  };
}

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
  const bindingOf = (id: BindingId) => facts.bindings[id - facts.base];
  const sink: Sink = {
    caught: (binding, caught) => catches.set(binding, caught),
    handed: (id, place) => handed.set(id, place),
    called: (binding, site) => push(calls, binding, site),
    escaped: (binding) => escaped.add(binding),
    calledOn: (object, owner, name, site) => {
      const of = object.kind === "local" ? bindingOf(object.binding)?.class : owner;
      if (of !== undefined) push(methodCalls, fieldKey(of, name), site);
    },
    taken: (binding, taking) => push(takings, binding, taking),
    returned: (func, stmt) => push(returns, func, stmt),
    memberWritten: (binding, name, write) => {
      const writes = memberWrites.get(binding) ?? new Map<string, FieldWrite[]>();
      memberWrites.set(binding, writes);
      push(writes, name, write);
    },
    fieldWritten: (key, write) => push(fieldWrites, key, write),
    assigned: (binding, func) => {
      if (bindingOf(binding)?.func !== func) shared.add(binding);
    },
  };
  const [module, ...functions] = facts.functions;
  const ends = [functions[0], functions.at(-1)].filter((func) => func !== undefined);
  const look = ends.some((func) => seen.has(func)) ? once : (_: object, into: Sink, note: (into: Sink) => void): void => note(into);
  for (const func of ends) seen.add(func);
  for (const stmt of module?.body ?? []) look(stmt, sink, (into) => noteStatements(facts, into, facts.base, undefined, [stmt]));
  for (const func of functions) look(func, sink, (into) => noteFunction(facts, into, func));
  for (const owner of facts.classes) look(owner, sink, (into) => noteClass(facts, into, owner));
  for (const exported of facts.exports) if (exported.value?.kind === "local") escaped.add(exported.value.binding);
  return { catches, handed, calls, escaped, methodCalls, takings, returns, memberWrites, fieldWrites, shared };
}
