/** What a property or an element stands for: of a view a place further in, of an object literal its entry, of `this` its field. */
import type { Member } from "../facts";
import { givenField } from "./errors";
import type { Linker } from "./link";
import { fieldKey } from "./uses";
import { constant, type Frame, type Instance, join, UNKNOWN, type Value } from "./value";

export function memberValue(linker: Linker, expr: Member, frame: Frame): Value {
  const name = expr.name ?? keyOf(expr.index ? linker.valueOf(expr.index, frame) : UNKNOWN);
  if (expr.object.kind === "this") return name === undefined ? UNKNOWN : fieldValue(linker, name, frame);
  const object = linker.valueOf(expr.object, frame);
  if (expr.optional && isNothing(object)) return constant(undefined);
  const isWritten = expr.object.kind === "local" && linker.uses.memberWrites.get(expr.object.binding)?.has(name ?? "");
  return isWritten && object.kind !== "instance" ? UNKNOWN : propertyOf(linker, object, name);
}

const isNothing = (value: Value): boolean => value.kind === "constant" && (value.value === null || value.value === undefined);

const keyOf = (value: Value): string | undefined =>
  value.kind === "constant" && value.value !== null && value.value !== undefined ? String(value.value) : undefined;

function propertyOf(linker: Linker, object: Value, name: string | undefined): Value {
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
    case "class": {
      const member = linker.facts.classes[object.id]?.members.find((m) => m.static && m.name === name);
      if (member?.kind === "method" && member.func !== undefined) return method(linker, member.func);
      return member?.value ? linker.valueOf(member.value, linker.canonical(0)) : UNKNOWN;
    }
    case "instance":
      return name === undefined ? UNKNOWN : instanceField(linker, object, name);
    case "sdk":
      return object;
    case "client":
      return object.transport.deep && name !== undefined ? { ...object, path: [...(object.path ?? []), name] } : UNKNOWN;
    case "text":
      return name === "href" ? object : UNKNOWN;
    case "choice": {
      const values = object.values.map((v) => propertyOf(linker, v, name)).filter((v) => v.kind !== "unknown");
      return values.length === 1 ? (values[0] as Value) : UNKNOWN;
    }
    default:
      return UNKNOWN;
  }
}

/** `this.x` in a method: what the class's property, constructor or methods give it. */
function fieldValue(linker: Linker, name: string, frame: Frame): Value {
  for (let f: Frame | undefined = frame; f; f = f.outer) {
    const owner = linker.facts.functions[f.func]?.owner;
    if (owner !== undefined) return classField(linker, owner, name);
  }
  return UNKNOWN;
}

const method = (linker: Linker, id: number): Value => ({
  kind: "function",
  id,
  frame: linker.canonical(id).outer ?? linker.canonical(0),
});

/** What the class gives to each of its instances; else what this one was made with. */
function instanceField(linker: Linker, instance: Instance, name: string): Value {
  const shared = instance.id === undefined || instance.put.has(name) ? UNKNOWN : classField(linker, instance.id, name);
  return shared.kind === "unknown" ? (givenField(linker, instance, name) ?? UNKNOWN) : shared;
}

function classField(linker: Linker, owner: number, name: string): Value {
  const member = linker.facts.classes[owner]?.members.find((m) => m.name === name && !m.static);
  if (member?.kind === "method" && member.func !== undefined) return method(linker, member.func);
  const writes = linker.uses.fieldWrites.get(fieldKey(owner, name)) ?? [];
  const values = writes.map((w) => linker.valueOf(w.value, linker.canonical(w.func)));
  if (member?.value) values.unshift(linker.valueOf(member.value, linker.canonical(member.func ?? 0)));
  const constants = values.filter((v) => v.kind !== "view");
  return constants.length === values.length && values.length > 0 ? join(values, `field ${owner}.${name}`, true) : UNKNOWN;
}

/** An element of a list: of `["A", "B"]` either. Keys and rests are not followed. */
export function itemValue(linker: Linker, list: Value, index: number | undefined, skip: boolean): Value {
  if (skip) return UNKNOWN;
  if (list.kind === "view") return { kind: "view", subject: list.subject, path: [...list.path, { name: "[]" }], or: [] };
  if (list.kind === "collection") return itemValue(linker, list.items, index, false);
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
