/** Where code asks something of an outcome: every comparison of a place with literals, whatever its form. */
import type { ArrayLit, Branch, Compare, Expr, Literal } from "../facts";
import type { Linker } from "../link/link";
import { isOwn } from "../link/modules";
import type { Constant, Frame, PathStep, Primitive, Value, View } from "../link/value";
import type { Span } from "../text";
import { constants } from "./evaluate";
import type { Cell } from "./state";

export type Form = "equality" | "case" | "list" | "key" | "affix" | "contains" | "regex" | "relation";

export interface Candidate {
  readonly value: Primitive;
  /** Where it is used: the literal itself, or the name of a constant. */
  readonly span: Span;
  /** Where it is written; the same place for a literal in the comparison. */
  readonly literal?: Literal;
  /** It is written in another file, as an element or key of what is used here; `span` is where that is used. */
  readonly elsewhere?: true;
}

export interface Site {
  readonly form: Form;
  /** `!==` and the like. */
  readonly negated: boolean;
  /** The comparison; for a case its clause. */
  readonly span: Span;
  readonly expr: Expr;
  readonly place: Expr;
  readonly frame: Frame;
  /** Absent where nobody knows what the place is; then only `property` speaks. */
  readonly view?: View;
  /** The name read last: `code` of `err.code`. */
  readonly property?: string;
  readonly candidates: readonly Candidate[];
  /** What can be at the place before the comparison; `dead` when nothing reaches it. */
  readonly before?: Cell;
  /** As `before`, but without what the other alternatives of an `||` exclude. */
  readonly base?: Cell;
  readonly dead: boolean;
  /** The `if` whose test the comparison is or stands in. */
  readonly branch?: Branch;
  /** The whole expression of the statement that it stands in. */
  readonly root: Expr;
  /** A call whose argument it is: `log(e.code === "X")`. */
  readonly argumentOf?: string;
  /** What is asked before of this or another subject, in the same condition or above in the chain. */
  readonly asked: readonly Asked[];
}

/** A question on the way to a comparison: `e.code === other`, `e instanceof HttpError`. `site` where it is a comparison with constants. */
export interface Asked {
  readonly subject: string;
  readonly path: readonly PathStep[];
  readonly site?: Site;
}

/** A comparison as found in one expression, before the flow adds what can be there. */
export interface Found {
  readonly form: Form;
  readonly negated: boolean;
  readonly place: Expr;
  readonly candidates: readonly Candidate[];
}

const EQUALITY = new Set(["===", "==", "!==", "!="]);

/** `err.code === "X"`, `CODES.includes(err.code)`, `err.code.startsWith("X")`, `/x/.test(err.message)`, `TEXTS[err.code]`. */
export function siteIn(linker: Linker, expr: Expr, frame: Frame): Found | undefined {
  const found = formIn(linker, expr, frame);
  if (!found || found.candidates.every(({ span }) => isOwn(span.start))) return found;
  const used = expr.kind === "call" && expr.callee.kind === "member" ? expr.callee.object : expr.kind === "member" ? expr.object : expr;
  const candidates = found.candidates.map((c): Candidate => (isOwn(c.span.start) ? c : { ...c, span: used.span, elsewhere: true }));
  return { ...found, candidates };
}

function formIn(linker: Linker, expr: Expr, frame: Frame): Found | undefined {
  const mayAsk = (place: Expr): boolean => mayBePlace(linker, place, frame);
  if (expr.kind === "compare") return mayAsk(expr.left) || mayAsk(expr.right) ? comparison(linker, expr, frame) : undefined;
  if (expr.kind === "member" && expr.index) return mayAsk(expr.index) ? keyed(linker, expr.object, expr.index, frame) : undefined;
  if (expr.kind !== "call" || expr.callee.kind !== "member") return undefined;
  const { object, name } = expr.callee;
  const first = expr.args[0];
  if (!first || name === undefined || !(mayAsk(object) || mayAsk(first))) return undefined;
  if (name === "test" && object.kind === "regex") return { form: "regex", negated: false, place: first, candidates: [] };
  if (name === "match" || name === "search") {
    const literal = first.kind === "regex" ? [] : (candidatesOf(linker, first, frame) ?? []);
    return { form: first.kind === "regex" ? "regex" : "contains", negated: false, place: object, candidates: literal };
  }
  if (name === "startsWith" || name === "endsWith")
    return { form: "affix", negated: false, place: object, candidates: candidatesOf(linker, first, frame) ?? [] };
  if (name === "get" || name === "has") {
    const keys = keysOf(linker, linker.valueOf(object, frame));
    if (keys) return { form: "key", negated: false, place: first, candidates: keys };
  }
  if (name === "includes" || name === "has" || name === "indexOf") {
    const list = listOf(linker, linker.valueOf(object, frame), object);
    if (list) return { form: "list", negated: false, place: first, candidates: list };
    if (name !== "has") return { form: "contains", negated: false, place: object, candidates: candidatesOf(linker, first, frame) ?? [] };
  }
  return undefined;
}

/** What holds nothing of an outcome is asked for codes all the same where it is named so. */
export const mayBePlace = (linker: Linker, place: Expr, frame: Frame): boolean =>
  linker.mayHold(place, frame) || /^(?:code|errno)$/.test(propertyOf(linker, place) ?? "");

function comparison(linker: Linker, expr: Compare, frame: Frame): Found | undefined {
  const negated = expr.op === "!==" || expr.op === "!=";
  if (expr.op === "in") return keyed(linker, expr.right, expr.left, frame);
  if (expr.op === "instanceof") return undefined;
  const form: Form = EQUALITY.has(expr.op) ? "equality" : "relation";
  const right = candidatesOf(linker, expr.right, frame);
  if (right) return found(linker, form, negated, expr.left, right, frame);
  const left = candidatesOf(linker, expr.left, frame);
  return left ? found(linker, form, negated, expr.right, left, frame) : undefined;
}

/** `e.message.indexOf("x") !== -1` asks of the message, and is found at the call. */
function found(
  linker: Linker,
  form: Form,
  negated: boolean,
  place: Expr,
  candidates: readonly Candidate[],
  frame: Frame,
): Found | undefined {
  if (place.kind === "call" && siteIn(linker, place, frame)) return undefined;
  return { form, negated, place, candidates };
}

/** The constants that an expression can be: a literal, a named constant, an enum's member. */
export function candidatesOf(linker: Linker, expr: Expr, frame: Frame): readonly Candidate[] | undefined {
  const value = linker.valueOf(expr, frame);
  const list: readonly Value[] = value.kind === "choice" ? value.values : [value];
  const all = list.filter((v): v is Constant => v.kind === "constant");
  if (all.length !== list.length || all.length === 0) return undefined;
  return all.map((v) => candidate(v, expr));
}

const candidate = (value: Constant, use: Expr): Candidate =>
  value.literal
    ? { value: value.value, span: use.kind === "literal" ? value.literal.span : use.span, literal: value.literal }
    : { value: value.value, span: use.span };

/** The elements of a list in the comparison, or of a named one: then the finding stands at each element. */
function listOf(linker: Linker, value: Value, use: Expr): readonly Candidate[] | undefined {
  if (value.kind === "choice") {
    const lists = value.values.map((v) => listOf(linker, v, use));
    return lists.every((list) => list !== undefined) ? lists.flat() : undefined;
  }
  const known = constants(linker, value);
  if (!known) return undefined;
  const list = arrayOf(value);
  return list?.expr.items.flatMap((item) => {
    if (item.kind === "spread") return listOf(linker, linker.valueOf(item.value, list.frame), use) ?? [];
    const v = linker.valueOf(item, list.frame);
    return v.kind === "constant" ? [candidate(v, item)] : [];
  });
}

const arrayOf = (value: Value): { expr: ArrayLit; frame: Frame } | undefined =>
  value.kind === "collection" ? arrayOf(value.items) : value.kind === "array" ? value : undefined;

/** `TEXTS[err.code]` with a table of the file: its keys are what the code is expected to be. */
function keyed(linker: Linker, object: Expr, index: Expr, frame: Frame): Found | undefined {
  const table = linker.valueOf(object, frame);
  if (table.kind !== "object" || table.expr.entries.some((e) => e.spread)) return undefined;
  const candidates = table.expr.entries.flatMap((e): Candidate[] => (e.key === undefined ? [] : [{ value: e.key, span: e.keySpan }]));
  return candidates.length === 0 ? undefined : { form: "key", negated: false, place: index, candidates };
}

/** `new Map([["NOT_FOUND", "…"]])` is asked by its keys. */
function keysOf(linker: Linker, value: Value): readonly Candidate[] | undefined {
  const list = value.kind === "collection" && value.of === "Map" ? arrayOf(value) : undefined;
  const keys = list?.expr.items.map((item) => {
    const pair = linker.valueOf(item, list.frame);
    const [key] = pair.kind === "array" ? pair.expr.items : [];
    const known = key && pair.kind === "array" ? linker.valueOf(key, pair.frame) : undefined;
    return key && known?.kind === "constant" ? candidate(known, key) : undefined;
  });
  return keys && keys.length > 0 && keys.every((key) => key !== undefined) ? keys : undefined;
}

/** `code` of `err.raw?.code`, of a name `code`, of `err["code"]`. */
export function propertyOf(linker: Linker, place: Expr): string | undefined {
  if (place.kind === "member") return place.name;
  if (place.kind === "local") return linker.bindingOf(place.binding)?.name;
  if (place.kind === "cast" || place.kind === "await") return propertyOf(linker, place.value);
  return place.kind === "choice" && (place.op === "??" || place.op === "||") ? propertyOf(linker, place.left) : undefined;
}
