/** What is known of a value by its declared type alone: that it is an instance of a class of the workspace, or a client of an SDK. */
import type { Expr, Member, Type } from "../facts";
import type { Linker } from "./link";
import { sdkOfImport } from "./sdk";
import { type Frame, UNKNOWN, type Value } from "./value";

/**
 * `client: AcmeClient` is one, `stripe: Stripe`, `prisma: PrismaClient` and `tx: Prisma.TransactionClient` are clients; of interfaces and
 * data nothing is known.
 */
export function typedValue(linker: Linker, type: Type): Value {
  const only = onlyName(type);
  if (only !== type) return only ? typedValue(linker, only) : UNKNOWN;
  if (type.kind !== "name") return UNKNOWN;
  if (type.means) return type.means.kind === "name" || type.means.kind === "union" ? typedValue(linker, type.means) : UNKNOWN;
  const [first, ...rest] = type.path;
  if (type.binding === undefined) return first === "Promise" && type.args[0] ? typedValue(linker, type.args[0]) : UNKNOWN;
  const named = linker.bindingValue(type.binding, linker.top(type.binding));
  if (named.kind === "class" && rest.length === 0)
    return { kind: "instance", id: named.id, frame: linker.top(named.id), args: [], put: new Map() };
  if (named.kind !== "module" || named.path.length !== 1) return UNKNOWN;
  if (!isClient(named.source, rest.at(-1) ?? named.path[0] ?? "")) return UNKNOWN;
  const found = sdkOfImport(linker, named.source);
  return found ? { kind: "sdk", ...found } : UNKNOWN;
}

/** The same for a client of an SDK alone: an own class by its type is gone through wherever it is named, so that counts for parameters only. */
export function typedClient(linker: Linker, type: Type): Value {
  const typed = typedValue(linker, type);
  return typed.kind === "sdk" ? typed : UNKNOWN;
}

/** `ctx.prisma` of `({ ctx }: { ctx: { prisma: PrismaClient } })`: by what is declared of the object that it is read off. */
export function typedMember(linker: Linker, expr: Member): Value {
  const type = declaredType(linker, expr);
  return type ? typedClient(linker, type) : UNKNOWN;
}

/** Names of names of names are followed this far; half-typed ones can lead to each other. */
const MOST_STEPS = 8;

function declaredType(linker: Linker, expr: Expr, steps = MOST_STEPS): Type | undefined {
  if (expr.kind === "cast") return expr.type;
  if (steps === 0) return undefined;
  if (expr.kind === "local") {
    const { type, initial, writes = [] } = linker.bindingOf(expr.binding) ?? {};
    return type ?? (initial && writes.length === 0 ? declaredType(linker, initial, steps - 1) : undefined);
  }
  if (expr.kind !== "member") return undefined;
  let type = declaredType(linker, expr.object, steps - 1);
  for (let only = type && onlyObject(type); only && only !== type; only = onlyObject(type)) type = only;
  return type?.kind === "object" ? type.fields.find(({ name }) => name === expr.name)?.type : undefined;
}

/** The object that a name stands for, or that is there where something is. */
function onlyObject(type: Type): Type | undefined {
  if (type.kind === "name") return type.means;
  if (type.kind !== "union") return type;
  const [only, ...others] = type.types.filter(({ kind }) => kind === "name" || kind === "object");
  return others.length === 0 ? only : undefined;
}

/** Of `Server | null` the `Server`; of several names none. */
function onlyName(type: Type): Type | undefined {
  if (type.kind !== "union") return type;
  const [only, ...others] = type.types.filter((t) => t.kind === "name");
  return others.length === 0 ? only : undefined;
}

/** `(socket: net.Socket)`, `server: Server`: what tells of errors is of the package that its type is of, whatever the type. */
export function declaredValue(linker: Linker, expr: Expr, frame: Frame): Value {
  const declared = expr.kind === "local" ? linker.bindingOf(expr.binding)?.type : expr.kind === "member" && fieldType(linker, expr, frame);
  const type = declared ? onlyName(declared) : undefined;
  if (type?.kind !== "name" || type.binding === undefined) return UNKNOWN;
  const named = linker.bindingValue(type.binding, linker.top(type.binding));
  const found = named.kind === "module" ? sdkOfImport(linker, named.source) : undefined;
  return found ? { kind: "sdk", ...found } : UNKNOWN;
}

/** The declared type of a field of `this`. */
function fieldType(linker: Linker, { object, name }: Member, frame: Frame): Type | undefined {
  let owner: number | undefined;
  for (let at: Frame | undefined = frame; at && object.kind === "this" && owner === undefined; at = at.outer)
    owner = linker.functionOf(at.func)?.owner;
  return linker.classOf(owner ?? -1)?.members.find((m) => m.name === name && m.kind === "property" && !m.static)?.type;
}

/** What a class extends, where that is a client of an SDK: `class Database extends PrismaClient`. */
export function sdkClass(linker: Linker, above: Expr): Value {
  const value = linker.valueOf(above, linker.top(above.span.start));
  if (value.kind !== "module" || !isClient(value.source, value.path.at(-1) ?? "")) return UNKNOWN;
  const found = sdkOfImport(linker, value.source);
  return found ? { kind: "sdk", ...found } : UNKNOWN;
}

/** A package's default, what is called a client, and what is called as the package is; its other types are data, options and errors. */
function isClient(source: string, name: string): boolean {
  return name === "default" || CLIENT.test(name) || (name.length > 1 && source.toLowerCase().includes(name.toLowerCase()));
}

const CLIENT = /(?:Client|Pool|Connection|Database)$/;
