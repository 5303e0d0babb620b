/** What a property or an element stands for: of a view a place further in, of an object literal its entry, of `this` its field. */
import type { BindingId, ClassId, FuncId, Member } from "../facts";
import { endedItem, endedMember } from "./all-settled";
import { ancestry, givenField } from "./errors";
import { namespaceMember } from "./exports";
import type { Linker } from "./link";
import { settledMember } from "./settled";
import { sdkClass, typedMember, typedValue } from "./typed";
import { fieldKey } from "./uses";
import { constant, type Frame, type Instance, join, pathKey, UNKNOWN, type Value } from "./value";

export function memberValue(linker: Linker, expr: Member, frame: Frame): Value {
  const name = expr.name ?? keyOf(expr.index ? linker.valueOf(expr.index, frame) : UNKNOWN);
  if (expr.object.kind === "this") return name === undefined ? UNKNOWN : fieldValue(linker, name, frame);
  const object = linker.valueOf(expr.object, frame);
  if (expr.optional && isNothing(object)) return constant(undefined);
  const isWritten = expr.object.kind === "local" && isPut(linker, expr.object.binding, name);
  if (isWritten && object.kind !== "instance") return UNKNOWN;
  return object.kind === "unknown" ? typedMember(linker, expr) : propertyOf(linker, object, name);
}

/** `error.code = "x"` somewhere: what was there before says nothing. */
const isPut = (linker: Linker, binding: BindingId, name = ""): boolean =>
  linker.usesOf(binding).memberWrites.get(binding)?.has(name) ?? false;

const isNothing = (value: Value): boolean => value.kind === "constant" && (value.value === null || value.value === undefined);

const keyOf = (value: Value): string | undefined =>
  value.kind === "constant" && value.value !== null && value.value !== undefined ? String(value.value) : undefined;

/** `propertyOf(linker, value, "code")`; undefined stands for a computed key. */
export function propertyOf(linker: Linker, object: Value, name: string | undefined): Value {
  switch (object.kind) {
    case "view":
      return { kind: "view", subject: object.subject, path: [...object.path, { name: name ?? "[]" }], or: [] };
    case "object": {
      if (name === undefined) return UNKNOWN;
      const entry = object.expr.entries.findLast((e) => e.key === name);
      return entry ? linker.valueOf(entry.value, object.frame) : UNKNOWN;
    }
    case "array":
      return itemValue(linker, object, name !== undefined && /^\d+$/.test(name) ? Number(name) : undefined, name === "length");
    case "module":
    case "global":
      return name === undefined ? UNKNOWN : { ...object, path: [...object.path, name] };
    case "namespace":
      return name === undefined ? UNKNOWN : namespaceMember(linker, object.base, name);
    case "class": {
      const member = linker.classOf(object.id)?.members.find((m) => m.static && m.name === name);
      if (member?.kind === "method" && member.func !== undefined) return bound(linker, member.func, undefined);
      return member?.value ? linker.valueOf(member.value, linker.top(object.id)) : UNKNOWN;
    }
    case "instance":
      return name === undefined ? UNKNOWN : instanceField(linker, object, name);
    case "sdk":
      return object;
    case "settled":
      return name === undefined ? UNKNOWN : settledMember(linker, object, name);
    case "ended":
      return name === undefined || /^\d+$/.test(name)
        ? itemValue(linker, object, name ? Number(name) : undefined, false)
        : endedMember(linker, object, name);
    case "client":
      return object.transport.deep && name !== undefined ? { ...object, path: [...(object.path ?? []), name] } : UNKNOWN;
    case "text":
      return name === "href" ? object : UNKNOWN;
    case "choice": {
      const made = object.values.filter((v) => !isKept(v));
      const values = (made.length > 0 ? made : object.values).map((v) => propertyOf(linker, v, name));
      const known = values.filter((v) => v.kind !== "unknown");
      return known.length < 2 ? (known[0] ?? UNKNOWN) : join(values, `${keyOfAll(known)}.${name}`, false);
    }
    default:
      return UNKNOWN;
  }
}

/** `globalThis.prisma ?? new PrismaClient()`: what was put aside there is what was made. */
const isKept = (value: Value): boolean =>
  value.kind === "global" && value.path.length === 2 && /^(?:globalThis|global|window|self)$/.test(value.path[0] ?? "");

/** A name of its own for what several values can be. */
const keyOfAll = (values: readonly Value[]): string =>
  values.map((v) => (v.kind === "view" ? `${v.subject.id} ${pathKey(v.path)}` : v.kind)).join("|");

/** `this.x` in a method: what the instance was made with, where it is known; else what the class's property, constructor or methods give it. */
function fieldValue(linker: Linker, name: string, frame: Frame): Value {
  for (let f: Frame | undefined = frame; f; f = f.outer) {
    const { owner, id } = linker.functionOf(f.func) ?? {};
    if (owner === undefined) continue;
    if (linker.classOf(owner)?.members.some((m) => m.static && m.func === id))
      return propertyOf(linker, { kind: "class", id: owner }, name);
    return f.self ? instanceField(linker, f.self, name) : classField(linker, owner, name, undefined);
  }
  return UNKNOWN;
}

/** What this one was made with; else what the class gives to each of its instances. */
function instanceField(linker: Linker, instance: Instance, name: string): Value {
  const { id, put } = instance;
  const method = id === undefined || put.has(name) ? undefined : methodOf(linker, id, name, instance);
  if (method) return method;
  const given = givenField(linker, instance, name) ?? UNKNOWN;
  return given.kind === "unknown" && id !== undefined && !put.has(name) ? classField(linker, id, name, instance) : given;
}

/** A method of the class or of one above it, or what its getter gives. */
function methodOf(linker: Linker, owner: ClassId, name: string, self: Instance | undefined): Value | undefined {
  for (const id of ancestry(linker, owner)) {
    const member = linker.classOf(id)?.members.find((m) => m.name === name && !m.static);
    if (member?.func === undefined || (member.kind !== "method" && member.kind !== "getter")) continue;
    return member.kind === "getter" ? linker.returned(member.func, linker.canonical(member.func)) : bound(linker, member.func, self);
  }
  return undefined;
}

function classField(linker: Linker, owner: ClassId, name: string, self: Instance | undefined): Value {
  const method = methodOf(linker, owner, name, self);
  if (method) return method;
  const values = ancestry(linker, owner).flatMap((id) => {
    const member = linker.classOf(id)?.members.find((m) => m.name === name && !m.static);
    const writes = linker.usesOf(id).fieldWrites.get(fieldKey(id, name)) ?? [];
    const initial = member?.value && { value: member.value, func: member.func ?? linker.top(id).func };
    return [...(initial ? [initial] : []), ...writes].map((w) => linker.valueOf(w.value, linker.canonical(w.func)));
  });
  const views = values.some((v) => v.kind === "view");
  const value = !views && values.length > 0 ? join(values, `field ${owner}.${name}`, true) : UNKNOWN;
  return value.kind === "unknown" ? fieldOfType(linker, owner, name) : value;
}

/** `private client: AcmeClient` that a framework puts in; and what a class above it, of an SDK, gives. */
function fieldOfType(linker: Linker, owner: ClassId, name: string): Value {
  const chain = ancestry(linker, owner);
  for (const id of chain) {
    const member = linker.classOf(id)?.members.find((m) => m.name === name && !m.static && m.kind === "property");
    if (member) return member.type ? typedValue(linker, member.type) : UNKNOWN;
  }
  const above = linker.classOf(chain.at(-1) ?? owner)?.extends;
  return above ? sdkClass(linker, above) : UNKNOWN;
}

const bound = (linker: Linker, id: FuncId, self: Instance | undefined): Value => ({
  kind: "function",
  id,
  frame: linker.canonical(id).outer ?? linker.top(id),
  ...(self ? { self } : {}),
});

/** An element of a list: of `["A", "B"]` either. Keys and rests are not followed. */
export function itemValue(linker: Linker, list: Value, index: number | undefined, skip: boolean): Value {
  if (skip) return UNKNOWN;
  if (list.kind === "view") return { kind: "view", subject: list.subject, path: [...list.path, { name: "[]" }], or: [] };
  if (list.kind === "ended") return endedItem(list, index);
  if (list.kind === "collection") return itemValue(linker, list.items, index, false);
  if (list.kind === "choice") {
    const values = list.values.map((v) => itemValue(linker, v, index, false));
    return values.every((v) => v.kind === "unknown") ? UNKNOWN : join(values, `${keyOfAll(values)}[${index}]`, false);
  }
  if (list.kind !== "array") return UNKNOWN;
  const { items, span } = list.expr;
  if (items.some((i) => i.kind === "spread")) return UNKNOWN;
  if (index !== undefined) return items[index] ? linker.valueOf(items[index], list.frame) : constant(undefined);
  return join(
    items.map((i) => linker.valueOf(i, list.frame)),
    `items ${span.start}@${list.frame.key}`,
    false,
  );
}
