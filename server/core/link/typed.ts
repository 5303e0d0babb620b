/** What is known of a value by its declared type alone: that it is an instance of a class of the workspace, or a client of an SDK. */
import type { Expr, Type } from "../facts";
import type { Linker } from "./link";
import { sdkOfImport } from "./sdk";
import { UNKNOWN, type Value } from "./value";

/** `client: AcmeClient` is one, `stripe: Stripe` and `prisma: PrismaClient` are clients; of interfaces and data nothing is known. */
export function typedValue(linker: Linker, type: Type): Value {
  if (type.kind === "union") {
    const [only, ...others] = type.types.filter((t) => t.kind === "name");
    return only && others.length === 0 ? typedValue(linker, only) : UNKNOWN;
  }
  if (type.kind !== "name" || type.binding === undefined || type.path.length !== 1) return UNKNOWN;
  const named = linker.bindingValue(type.binding, linker.top(type.binding));
  if (named.kind === "class") return { kind: "instance", id: named.id, frame: linker.top(named.id), args: [], put: new Map() };
  if (named.kind !== "module" || named.path.length !== 1 || !isClient(named.source, named.path[0] ?? "")) return UNKNOWN;
  const found = sdkOfImport(linker, named.source);
  return found ? { kind: "sdk", ...found } : UNKNOWN;
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
