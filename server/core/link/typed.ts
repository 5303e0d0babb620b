/** What is known of a value by its declared type alone: that it is an instance of a class of the workspace, or a client of an SDK. */
import type { Expr, Member, Type } from "../facts";
import type { Linker } from "./link";
import { sdkOfImport } from "./sdk";
import { type Frame, UNKNOWN, type Value } from "./value";

/** `client: AcmeClient` is one, `stripe: Stripe` and `prisma: PrismaClient` are clients; of interfaces and data nothing is known. */
export function typedValue(linker: Linker, type: Type): Value {
  const only = onlyName(type);
  if (only !== type) return only ? typedValue(linker, only) : UNKNOWN;
  if (type.kind !== "name" || type.binding === undefined || type.path.length !== 1) return UNKNOWN;
  const named = linker.bindingValue(type.binding, linker.top(type.binding));
  if (named.kind === "class") return { kind: "instance", id: named.id, frame: linker.top(named.id), args: [], put: new Map() };
  if (named.kind !== "module" || named.path.length !== 1 || !isClient(named.source, named.path[0] ?? "")) return UNKNOWN;
  const found = sdkOfImport(linker, named.source);
  return found ? { kind: "sdk", ...found } : UNKNOWN;
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
