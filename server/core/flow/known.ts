/** What can be said of a value in one outcome, and the platform's own operations on it. */
import type { Field } from "../link/field";
import type { Linker } from "../link/link";
import type { Primitive, Subject, Value } from "../link/value";
import { isSuccess, type Row } from "./rows";

/** `other`: a code that the provider does not document, or none. `thing`: some object. */
export type Known =
  | { readonly known: "value"; readonly value: Primitive }
  | { readonly known: "other" }
  | { readonly known: "thing" }
  | { readonly known: "nothing" };

export const NOTHING: Known = { known: "nothing" };
export const OTHER: Known = { known: "other" };
export const THING: Known = { known: "thing" };
export const is = (value: Primitive): Known => ({ known: "value", value });

/** The outcome in which a value is asked. */
export interface Case {
  readonly linker: Linker;
  readonly subject: Subject;
  /** Index of the subject's member that the outcome belongs to. */
  readonly member: number;
  readonly row: Row;
  readonly need: (provider: string) => void;
  /** Fields already looked up for this member; the same for all its rows. */
  readonly fields: Map<Value, Field>;
}

/** True, false, or undefined where it cannot be said. */
export function truth(known: Known): boolean | undefined {
  if (known.known === "value") return Boolean(known.value);
  return known.known === "thing" ? true : undefined;
}

/** What stands at a field of the outcome. */
export function fieldIn(field: Field, row: Row): Known {
  const arrived = row.kind !== "network";
  switch (field.field) {
    case "whole":
      return THING;
    case "response":
      return arrived ? THING : is(undefined);
    case "status":
      return arrived ? (row.status === undefined ? NOTHING : is(row.status)) : is(undefined);
    case "status-or-word":
      return row.status === undefined ? NOTHING : is(row.status);
    case "failure":
      return isSuccess(row) ? is(undefined) : THING;
    case "ok":
      return arrived && row.status !== undefined ? is(row.status >= 200 && row.status < 300) : NOTHING;
    case "code":
      if (row.kind === "documented") return row.vocabulary === field.vocabulary.id ? is(row.code) : NOTHING;
      return arrived || field.own ? OTHER : is(undefined);
    case "documented":
      if (!arrived) return is(undefined);
      if (row.kind !== "documented") return NOTHING;
      if (field.entry.role === "discriminator" && field.entry.failure !== undefined) return is(field.entry.failure);
      return field.entry.role === "status" && row.status !== undefined ? is(row.status) : NOTHING;
    case "none":
      return is(undefined);
    case "constant":
      return is(field.value);
    case "part":
      return row.kind === "documented" ? THING : arrived ? NOTHING : is(undefined);
    case "header":
    case "body":
      // Behind `error.response?.`, which is not there without a response.
      return arrived ? NOTHING : is(undefined);
    default:
      return NOTHING;
  }
}

export const present = (known: Known): boolean | undefined =>
  known.known === "value" ? known.value !== undefined && known.value !== null : known.known === "thing" ? true : undefined;

export const merge = (a: Known, b: Known): Known =>
  a.known === b.known && (a.known !== "value" || a.value === (b as typeof a).value) ? a : NOTHING;

/** Arithmetic, bits and `typeof`. */
export function operated(op: string, operands: readonly Known[]): Known {
  const [a, b] = operands;
  if (op === "typeof") {
    if (a?.known === "value") return is(a.value === null ? "object" : typeof a.value);
    return a?.known === "thing" ? is("object") : NOTHING;
  }
  if (a?.known !== "value") return NOTHING;
  if (operands.length === 1) return op === "+" ? is(Number(a.value)) : op === "-" ? is(-Number(a.value)) : NOTHING;
  if (b?.known !== "value") return NOTHING;
  const [x, y] = [a.value as number, b.value as number];
  if (typeof x !== "number" || typeof y !== "number") return op === "+" ? is(`${a.value}${b.value}`) : NOTHING;
  const results: Record<string, number> = {
    "+": x + y,
    "-": x - y,
    "*": x * y,
    "/": x / y,
    "%": x % y,
    "|": x | y,
    "&": x & y,
    ">>": x >> y,
    "**": x ** y,
  };
  return Object.hasOwn(results, op) ? is(results[op]) : NOTHING;
}

/** `Math.floor(x)`, `Number(x)` and their like. */
export function platform(name: string, arg: Known): Known {
  if (arg.known !== "value") return NOTHING;
  const calls: Record<string, (v: Primitive) => Primitive> = {
    "Math.floor": (v) => Math.floor(Number(v)),
    "Math.trunc": (v) => Math.trunc(Number(v)),
    "Math.round": (v) => Math.round(Number(v)),
    "Math.ceil": (v) => Math.ceil(Number(v)),
    Number: (v) => Number(v),
    parseInt: (v) => Number.parseInt(String(v), 10),
    String: (v) => String(v),
    Boolean: (v) => Boolean(v),
  };
  const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
  return call ? is(call(arg.value)) : NOTHING;
}
