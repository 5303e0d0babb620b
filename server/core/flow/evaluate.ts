/** What an expression gives for one outcome: exactly, or as much as can be said. Conditions narrow by asking this for every row. */

import type { Call, Compare, Expr, Stmt } from "../facts";
import { type Field, fieldOf } from "../link/field";
import type { Linker } from "../link/link";
import { dotted } from "../link/requests";
import { transports } from "../link/transports";
import type { Frame, Primitive, Value } from "../link/value";
import { classed, instance } from "./classes";
import { type Case, fieldIn, is, type Known, merge, NOTHING, operated, platform, present, truth } from "./known";
import { isSafeRegex } from "./regex";
import type { Row } from "./rows";

export function evaluate(expr: Expr, frame: Frame, at: Case): Known {
  switch (expr.kind) {
    case "literal":
      return is(expr.value);
    case "await":
    case "cast":
      return evaluate(expr.value, frame, at);
    case "not": {
      const operand = truth(evaluate(expr.operand, frame, at));
      return operand === undefined ? NOTHING : is(!operand);
    }
    case "choice":
      return chosen(expr, frame, at);
    case "compare":
      return compared(expr, frame, at);
    case "operation":
      return operated(
        expr.op,
        expr.operands.map((o) => evaluate(o, frame, at)),
      );
    case "local": {
      const binding = at.linker.bindingOf(expr.binding);
      const initial = binding?.initial;
      // A name that is read before it has its value; such names can lead to each other.
      if (initial && binding.func === frame.func && initial.span.start >= expr.span.start) return NOTHING;
      if (initial && binding.writes.length === 0 && binding.param === undefined && initial.kind !== "call" && initial.kind !== "await") {
        return evaluate(initial, homeOf(binding.func, frame, at), at);
      }
      return placed(at.linker.valueOf(expr, frame), at);
    }
    case "call":
      return called(expr, frame, at);
    default:
      return placed(at.linker.valueOf(expr, frame), at);
  }
}

/** A condition whose answer hangs on the row and the table alone: the same `key` gives the same answers everywhere. */
export interface Prepared {
  readonly key: string;
  readonly of: (row: Row) => Known;
}

/** The place, or the comparison of a place with a constant, that a condition is; undefined for what is more than that. */
export function prepared(expr: Expr, frame: Frame, at: Omit<Case, "row">): Prepared | undefined {
  const { linker } = at;
  if (expr.kind === "member" || expr.kind === "local") {
    const place = plainField(expr, frame, at);
    return place ? { key: keyOf(place), of: (row) => fieldIn(place, row) } : undefined;
  }
  if (expr.kind !== "compare" || expr.op === "in" || expr.op === "instanceof") return undefined;
  const value = linker.valueOf(expr.right, frame);
  if (value.kind !== "constant") return undefined;
  const place = plainField(expr.left, frame, at);
  if (!place) return undefined;
  const right = is(value.value);
  const key = `${keyOf(place)} ${expr.op} ${typeof value.value} ${value.value}`;
  return { key, of: (row) => compareKnown(expr.op, fieldIn(place, row), right, at) };
}

function plainField(expr: Expr, frame: Frame, at: Omit<Case, "row">): Field | undefined {
  const { linker, subject } = at;
  if (expr.kind === "local") {
    const binding = linker.bindingOf(expr.binding);
    const initial = binding?.writes.length === 0 ? binding.initial : undefined;
    if (binding?.initial && (!initial || !/^(?:member|await|call)$/.test(initial.kind))) return undefined;
  } else if (expr.kind !== "member") return undefined;
  const value = linker.valueOf(expr, frame);
  const member = subject.members[at.member];
  if (value.kind !== "view" || value.subject.id !== subject.id || value.or.length > 0 || !member || value.path.length === 0)
    return undefined;
  return fieldOf(member, value.path, linker.environment.catalog, at.need);
}

const keyOf = (field: Field): string =>
  field.field === "code"
    ? `code ${field.vocabulary.id}`
    : field.field === "documented"
      ? `${field.entry.role} ${field.entry.path.join(".")}`
      : field.field;

function homeOf(func: number, frame: Frame, at: Case): Frame {
  for (let f: Frame | undefined = frame; f; f = f.outer) if (f.func === func) return f;
  return at.linker.canonical(func);
}

/** A constant, or a place of the subject read in the row. */
function placed(value: Value, at: Case): Known {
  if (value.kind === "constant") return is(value.value);
  if (value.kind !== "view" || value.subject.id !== at.subject.id || value.or.length > 0) return NOTHING;
  const member = at.subject.members[at.member];
  if (!member) return NOTHING;
  // `let res; try { res = await fetch(url) } catch {}`: without a response the name was never assigned.
  const gives = member.origin.transport.givesErrors;
  if (member.side === "value" && value.path.length === 0 && at.row.kind === "network" && !gives) return is(undefined);
  const known = at.fields.get(value);
  if (known) return fieldIn(known, at.row);
  const field = fieldOf(member, value.path, at.linker.environment.catalog, at.need);
  at.fields.set(value, field);
  return fieldIn(field, at.row);
}

function chosen(expr: Extract<Expr, { kind: "choice" }>, frame: Frame, at: Case): Known {
  const first = evaluate(expr.test ?? expr.left, frame, at);
  const holds = expr.op === "??" ? present(first) : truth(first);
  if (expr.op === "?:") {
    if (holds !== undefined) return evaluate(holds ? expr.left : expr.right, frame, at);
    return merge(evaluate(expr.left, frame, at), evaluate(expr.right, frame, at));
  }
  const stays = expr.op !== "&&";
  if (holds === stays) return first;
  const second = evaluate(expr.right, frame, at);
  if (holds !== undefined) return second;
  return truth(second) === stays && expr.op !== "??" ? second : merge(first, second);
}

function compared(expr: Compare, frame: Frame, at: Case): Known {
  if (expr.op === "instanceof") return instance(expr, frame, at);
  const left = evaluate(expr.left, frame, at);
  const right = evaluate(expr.right, frame, at);
  return compareKnown(expr.op, left, right, at);
}

function compareKnown(op: Compare["op"], left: Known, right: Known, at: Omit<Case, "row">): Known {
  if (op === "instanceof" || op === "in") return NOTHING;
  const negative = op === "!==" || op === "!=";
  if (left.known === "value" && right.known === "value") {
    const [a, b] = [left.value, right.value];
    if (op === "===") return is(a === b);
    if (op === "!==") return is(a !== b);
    // biome-ignore lint/suspicious/noDoubleEquals: the comparison is the author's
    if (op === "==" || op === "!=") return is((a == b) !== negative);
    return is(
      op === "<"
        ? (a as number) < (b as number)
        : op === "<="
          ? (a as number) <= (b as number)
          : op === ">"
            ? (a as number) > (b as number)
            : (a as number) >= (b as number),
    );
  }
  const equality = negative || op === "===" || op === "==";
  if (!equality) return NOTHING;
  const [some, value] = left.known === "value" ? [right, left.value] : right.known === "value" ? [left, right.value] : [NOTHING, undefined];
  if (some.known === "thing") return is(negative);
  if (some.known === "other" && value !== undefined && value !== null && isDocumented(value, at)) return is(negative);
  return NOTHING;
}

/** Whether a code of the member's provider has this value: what `other` cannot be. */
function isDocumented(value: Primitive, at: Omit<Case, "row">): boolean {
  const id = at.subject.members[at.member]?.origin.provider;
  const provider = id === undefined || id === "none" ? undefined : at.linker.environment.catalog.provider(id);
  return provider !== undefined && provider !== "unloaded" && provider.codes.some((c) => c.code === value);
}

function called(expr: Call, frame: Frame, at: Case): Known {
  const { linker } = at;
  const name = dotted(linker, expr.callee)?.split(".").at(-1) ?? "";
  const first = expr.args[0];
  if (first && transports.some((t) => t.guards.includes(name))) return classed(linker.valueOf(first, frame), name, "guards", at);
  const own = linker.valueOf(expr, frame);
  if (own.kind === "view" && own.subject.id === at.subject.id) {
    const known = placed(own, at);
    if (known.known !== "nothing") return known;
  }
  const callee = linker.valueOf(expr.callee, frame);
  if (callee.kind === "function") {
    const args = expr.args.map((a) => linker.valueOf(a, frame));
    const inner = linker.enter(callee, expr, frame, args);
    return inner ? (body(linker.functionOf(callee.id)?.body ?? [], inner, at) ?? is(undefined)) : NOTHING;
  }
  if (callee.kind === "global" && first) return platform(callee.path.join("."), evaluate(first, frame, at));
  if (expr.callee.kind === "member" && first) return method(expr.callee.name ?? "", expr.callee.object, first, frame, at);
  return NOTHING;
}

/** `LIST.includes(x)`, `SET.has(x)`, `x.startsWith("a")`, `/^a/.test(x)`. */
function method(name: string, object: Expr, first: Expr, frame: Frame, at: Case): Known {
  if (name === "test" && object.kind === "regex") {
    const text = evaluate(first, frame, at);
    return text.known === "value" && typeof text.value === "string" && isSafeRegex(object)
      ? is(new RegExp(object.source, object.flags.replace(/[gy]/g, "")).test(text.value))
      : NOTHING;
  }
  if (name === "includes" || name === "has" || name === "indexOf") {
    const list = constants(at.linker, at.linker.valueOf(object, frame));
    if (list) {
      const value = evaluate(first, frame, at);
      if (value.known === "value") return name === "indexOf" ? is(list.indexOf(value.value)) : is(list.includes(value.value));
      return value.known === "other" && name !== "indexOf" && list.every((v) => isDocumented(v, at)) ? is(false) : NOTHING;
    }
  }
  const text = evaluate(object, frame, at);
  const arg = evaluate(first, frame, at);
  if (text.known !== "value" || typeof text.value !== "string" || arg.known !== "value" || typeof arg.value !== "string") return NOTHING;
  if (name === "startsWith") return is(text.value.startsWith(arg.value));
  if (name === "endsWith") return is(text.value.endsWith(arg.value));
  return name === "includes" ? is(text.value.includes(arg.value)) : NOTHING;
}

/** The constants of a list or Set whose elements are all known. */
export function constants(linker: Linker, value: Value): readonly Primitive[] | undefined {
  let known = lists.get(value);
  if (known === undefined) {
    known = constantsIn(linker, value) ?? null;
    lists.set(value, known);
  }
  return known ?? undefined;
}

/** A value is made by one linker and never changes. */
const lists = new WeakMap<Value, readonly Primitive[] | null>();

function constantsIn(linker: Linker, value: Value): readonly Primitive[] | undefined {
  if (value.kind === "collection") return value.of === "Set" ? constants(linker, value.items) : undefined;
  if (value.kind !== "array") return undefined;
  const items = value.expr.items.flatMap((item) => {
    if (item.kind !== "spread") return [linker.valueOf(item, value.frame)];
    const inner = constants(linker, linker.valueOf(item.value, value.frame));
    return inner ? inner.map((v) => ({ kind: "constant" as const, value: v })) : [{ kind: "unknown" as const }];
  });
  return items.every((v) => v.kind === "constant") ? items.map((v) => v.value) : undefined;
}

/** What a helper function gives: its ifs and switches are followed as long as they can be decided. */
function body(stmts: readonly Stmt[], frame: Frame, at: Case): Known | undefined {
  for (const stmt of stmts) {
    if (stmt.kind === "return") return stmt.value ? evaluate(stmt.value, frame, at) : is(undefined);
    if (stmt.kind === "let" || stmt.kind === "eval") continue;
    if (stmt.kind === "block") {
      const inner = body(stmt.body, frame, at);
      if (inner) return inner;
      continue;
    }
    if (stmt.kind !== "branch") return NOTHING;
    const test = truth(evaluate(stmt.test, frame, at));
    if (test === undefined) return NOTHING;
    const inner = body(test ? stmt.then : (stmt.else ?? []), frame, at);
    if (inner) return inner;
  }
  return undefined;
}
