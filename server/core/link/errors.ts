/** The project's own errors: what `new ApiError(res.status)` or an error with properties put on it holds of the outcome it was made of. */
import type { Call, ClassId, Expr, FuncId, New } from "../facts";
import { eachExpression, eachStatement, expressions } from "../walk";
import type { Linker } from "./link";
import { fieldKey } from "./uses";
import { type Frame, type FunctionValue, type Instance, join, type Member, type Place, type Subject, UNKNOWN, type Value } from "./value";

const PLATFORM_ERROR = /^(?:Error|TypeError|RangeError|SyntaxError|EvalError|URIError|ReferenceError|AggregateError|DOMException)$/;

/** What `new X(…)` makes, where X is a class of the file or one of the platform's errors. */
export function instanceOf(linker: Linker, made: New, frame: Frame): Instance | undefined {
  const callee = linker.valueOf(made.callee, frame);
  const args = made.args.map((a) => linker.valueOf(a, frame));
  if (callee.kind === "class") return { kind: "instance", id: callee.id, made, frame, args, put: NONE };
  const [name] = callee.kind === "global" && callee.path.length === 1 ? callee.path : [];
  return name !== undefined && PLATFORM_ERROR.test(name) ? { kind: "instance", made, frame, args, put: NONE } : undefined;
}

const NONE: ReadonlyMap<string, readonly Place[]> = new Map();

/** `Object.assign(new Error("…"), { status: res.status })`. */
export function withEntries(instance: Instance, entries: Value): Value {
  if (entries.kind !== "object") return UNKNOWN;
  const put = new Map(instance.put);
  for (const entry of entries.expr.entries) {
    if (entry.spread || entry.key === undefined) return UNKNOWN;
    put.set(entry.key, [{ expr: entry.value, frame: entries.frame }]);
  }
  return { ...instance, put };
}

/** `const error = new Error("…"); error.status = res.status` */
export function withWrites(
  instance: Instance,
  writes: ReadonlyMap<string, readonly { value: Expr; func: FuncId }[]>,
  frame: Frame,
): Instance {
  const put = new Map(instance.put);
  for (const [name, each] of writes) {
    const places = each.map(({ value, func }) => ({ expr: value, frame: func === frame.func ? frame : undefined }));
    put.set(name, places.every((p) => p.frame !== undefined) ? (places as Place[]) : []);
  }
  return { ...instance, put };
}

/** What a field of the instance was given when it was made; undefined where nothing says. */
export function givenField(linker: Linker, instance: Instance, name: string): Value | undefined {
  const { id, made, frame, args, put } = instance;
  if (!made) return undefined;
  const places = put.get(name);
  if (places) {
    const values = places.map((p) => linker.valueOf(p.expr, p.frame));
    return values.length === 0 ? UNKNOWN : join(values, `put ${made.span.start}.${name}@${frame.key}`, false);
  }
  return id === undefined ? platformField(linker, name, args) : classGiven(linker, id, name, made, frame, args);
}

function platformField(linker: Linker, name: string, args: readonly Value[]): Value | undefined {
  if (name === "message") return args[0] ?? UNKNOWN;
  const options = name === "cause" ? args[1] : undefined;
  const cause = options?.kind === "object" ? options.expr.entries.find((e) => e.key === "cause") : undefined;
  return cause && options?.kind === "object" ? linker.valueOf(cause.value, options.frame) : undefined;
}

/** As the class's constructor leaves it: its assignments, its parameter properties, the class above with the arguments of `super`. */
function classGiven(linker: Linker, id: ClassId, name: string, made: Expr, caller: Frame, args: readonly Value[]): Value | undefined {
  const owner = linker.classOf(id);
  if (!owner) return undefined;
  const func = owner.members.find((m) => m.kind === "constructor")?.func;
  const inner = func === undefined ? undefined : linker.enter(constructorOf(linker, func), made, caller, args);
  if (func !== undefined && !inner) return UNKNOWN;
  const writes = linker.usesOf(id).fieldWrites.get(fieldKey(id, name)) ?? [];
  if (writes.some((w) => w.func !== func)) return UNKNOWN;
  if (writes.length > 0 && inner) {
    const values = writes.map((w) => linker.valueOf(w.value, inner));
    return join(values, `given ${id}.${name}@${inner.key}`, false);
  }
  const member = owner.members.find((m) => m.name === name && m.kind === "property" && !m.static);
  if (member?.value) return linker.valueOf(member.value, inner ?? linker.top(id));
  if (owner.members.some((m) => m.name === name && !m.static && m.kind !== "property")) return UNKNOWN;
  if (!owner.extends) return undefined;
  const above = linker.valueOf(owner.extends, linker.top(id));
  const call = func === undefined ? undefined : superCall(linker, func);
  const handed = call && inner ? call.args.map((a) => linker.valueOf(a, inner)) : args;
  if (above.kind === "class") return above.id === id ? UNKNOWN : classGiven(linker, above.id, name, call ?? made, inner ?? caller, handed);
  if (above.kind === "global" && PLATFORM_ERROR.test(above.path.join("."))) return platformField(linker, name, handed);
  return UNKNOWN;
}

const constructorOf = (linker: Linker, id: FuncId): FunctionValue => ({
  kind: "function",
  id,
  frame: linker.canonical(id).outer ?? linker.top(id),
});

function superCall(linker: Linker, func: FuncId): Call | undefined {
  let found: Call | undefined;
  eachStatement(linker.functionOf(func)?.body ?? [], (stmt) => {
    for (const root of expressions(stmt))
      eachExpression(root, (e) => {
        if (e.kind === "call" && e.callee.kind === "global" && e.callee.name === "super") found ??= e;
      });
  });
  return found;
}

/** The class and those above it, as far as the file declares them. */
export function ancestry(linker: Linker, id: ClassId | undefined): readonly ClassId[] {
  const chain: ClassId[] = [];
  for (let at = id; at !== undefined && !chain.includes(at); ) {
    chain.push(at);
    const parent = linker.classOf(at)?.extends;
    const above = parent ? linker.valueOf(parent, linker.top(at)) : undefined;
    at = above?.kind === "class" ? above.id : undefined;
  }
  return chain;
}

/** Whether all that is above the class is known: it ends with no `extends` or with the platform's own error. */
export function isClosed(linker: Linker, id: ClassId | undefined): boolean {
  const last = ancestry(linker, id).at(-1);
  const parent = last === undefined ? undefined : linker.classOf(last)?.extends;
  if (!parent) return true;
  const above = linker.valueOf(parent, linker.top(parent.span.start));
  return above.kind === "global";
}

/** `foreign`: what it was made of can be an error from elsewhere too. */
export type Made = Pick<Subject, "members" | "foreign">;

/**
 * An error made of an outcome, as a `catch` gets it: once for each way in which the outcome can be there, as `{ cause: e }` can be made of
 * a failed request and of its answer. None where no field comes of an outcome, or where several requests went into one.
 */
export function madeOf(linker: Linker, instance: Instance, { expr: site, frame }: Place): Made {
  const fields = new Map<string, Value>();
  for (const name of fieldNames(linker, instance)) {
    const value = givenField(linker, instance, name);
    if (value) fields.set(name, value);
  }
  const views = [...fields.values()].filter((value) => value.kind === "view");
  const members = new Set(views.flatMap(({ subject }) => subject.members));
  if (new Set([...members].map(({ origin }) => origin.id)).size !== 1) return { members: [], foreign: "none" };
  const subjects = new Set(views.map(({ subject }) => subject.id));
  const { id } = instance;
  const rest = { site, frame, closed: isClosed(linker, id), ...(id === undefined ? {} : { class: id }) };
  // Fields of several subjects are read of whatever each of them is.
  const ways =
    subjects.size === 1
      ? [...members].map((from) => ({ from, fields: withOnly(fields, from) }))
      : [{ from: [...members][0] as Member, fields }];
  return {
    members: ways.map(({ from, fields: own }) => ({
      origin: from.origin,
      side: "error",
      prefix: [],
      thrown: { ...rest, from, fields: own },
    })),
    foreign: views.some(({ subject }) => subject.foreign === "async")
      ? "async"
      : views.some(({ subject }) => subject.foreign === "sync")
        ? "sync"
        : "none",
  };
}

/** The fields, those that come of an outcome as they are where it is there in one way. */
function withOnly(fields: ReadonlyMap<string, Value>, member: Member): ReadonlyMap<string, Value> {
  const only = (value: Value): Value =>
    value.kind === "view" ? { ...value, subject: { ...value.subject, members: [member], foreign: "none" } } : value;
  return new Map([...fields].map(([name, value]) => [name, only(value)]));
}

function fieldNames(linker: Linker, instance: Instance): ReadonlySet<string> {
  const names = new Set([...instance.put.keys(), "message", "cause"]);
  for (const id of ancestry(linker, instance.id)) {
    for (const member of linker.classOf(id)?.members ?? []) if (!member.static && member.kind === "property") names.add(member.name);
    for (const key of linker.usesOf(id).fieldWrites.keys()) if (key.startsWith(`${id}.`)) names.add(key.slice(`${id}.`.length));
  }
  return names;
}
