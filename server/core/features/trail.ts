/**
 * Where the value of one expression comes from, step by step. The linker keeps values and no reasons; so that it stays fast, the way is
 * gone again here, for the one place that somebody asks about, by the same looks at names, arguments and results.
 */
import type { Step } from "../contract";
import type { Call, Expr, Func, New, Try } from "../facts";
import { frameOf, type Linker, MAX_DEPTH } from "../link/link";
import { isOwn } from "../link/modules";
import { originOf } from "../link/requests";
import { targets } from "../link/url";
import type { Frame, Place, Value } from "../link/value";
import type { Span } from "../text";
import { fieldPlaces, fieldType } from "./trail-fields";
import { followImport, fromPackage } from "./trail-imports";
import { followName, followType } from "./trail-names";
import { written } from "./written";

export interface Trail {
  readonly linker: Linker;
  readonly steps: Step[];
  /** Says where nothing is known any more; off where only the way of what is known is told. */
  readonly doubts: boolean;
  /** What is looked for is where a request goes. */
  readonly ofUrl?: true;
  /** The `try` whose errors the value is. */
  caught?: { readonly stmt: Try; readonly frame: Frame };
  /** Expressions on the way so far. */
  readonly seen: Set<Expr>;
}

const MOST_STEPS = 24;

export const newTrail = (linker: Linker, doubts: boolean): Trail => ({ linker, steps: [], doubts, seen: new Set() });

/** Each place is told once. Gives the trail back, as all of these do. */
export function tell(trail: Trail, text: string, span: Span, role?: Step["role"]): Trail {
  const { steps } = trail;
  if (!steps.some((step) => step.text === text && step.span?.start === span.start)) steps.push({ text, span, ...(role ? { role } : {}) });
  return trail;
}

/** The end of a trail that leads nowhere: the first of them is where it was lost. */
export function lose(trail: Trail, text: string, span: Span): Trail {
  if (trail.doubts && !trail.steps.some(({ role }) => role === "lost")) tell(trail, text, span, "lost");
  return trail;
}

/** Goes from an expression to where its value comes from: a request, a `try`, a text; or to where it is lost. */
export function follow(trail: Trail, expr: Expr, frame: Frame): Trail {
  const { linker } = trail;
  if (trail.seen.has(expr)) return lose(trail, `${quoted(linker, expr)} leads back to itself`, expr.span);
  if (trail.steps.length > MOST_STEPS) return lose(trail, `nothing is followed for more than ${MOST_STEPS} steps`, expr.span);
  trail.seen.add(expr);
  switch (expr.kind) {
    case "await":
    case "cast":
    case "spread":
    case "assign":
      return follow(trail, expr.value, frame);
    case "item":
      return expr.rest || expr.keys ? unread(trail, expr) : follow(trail, expr.of, frame);
    case "local":
      return followName(trail, expr, frameOf(linker, linker.bindingOf(expr.binding)?.func ?? frame.func, frame));
    case "member":
      return followMember(trail, expr, frame);
    case "call":
    case "new":
      return followCall(trail, expr, frame);
    case "import":
      return followImport(trail, expr);
    case "choice":
      return followOne(trail, expr.op === "&&" ? [expr.right] : [expr.left, expr.right], frame);
    case "template":
    case "operation": {
      const parts = expr.kind === "template" ? expr.parts : expr.operands;
      const [first] = parts;
      if (first !== undefined && typeof first !== "string" && (expr.kind === "template" || expr.op === "+")) follow(trail, first, frame);
      return expr.kind === "operation" && expr.op !== "+" ? unread(trail, expr) : trail;
    }
    case "global":
      return lose(trail, `'${expr.name}' is declared in no file that is in sight`, expr.span);
    case "unknown":
      return unread(trail, expr);
    case "function":
    case "class":
      return lose(trail, `this is a ${expr.kind}, no outcome of a request`, expr.span);
    default:
      return lose(trail, `${quoted(linker, expr)} is no outcome of a request`, expr.span);
  }
}

const unread = (trail: Trail, expr: Expr): Trail => lose(trail, "what stands here is not followed", expr.span);

/** Of several that a value can be: what is looked for is where the whole is known by one, or where it is lost. */
export function followOne(trail: Trail, exprs: readonly Expr[], frame: Frame): Trail {
  const { linker, doubts } = trail;
  const isMeant = ({ kind }: Value): boolean => (doubts ? kind === "unknown" : kind === "view" || kind === "constant" || kind === "text");
  const chosen = exprs.find((e) => isMeant(linker.valueOf(e, frame))) ?? exprs.find((e) => linker.valueOf(e, frame).kind === "view");
  const next = chosen ?? exprs[0];
  return next ? follow(trail, next, frame) : trail;
}

function followMember(trail: Trail, expr: Extract<Expr, { kind: "member" }>, frame: Frame): Trail {
  const { linker } = trail;
  if (expr.object.kind !== "this") {
    const object = linker.valueOf(expr.object, frame);
    if (object.kind === "namespace" && expr.name !== undefined) return followImport(trail, expr.object, expr.name, object.base);
    if (object.kind === "module") return fromPackage(trail, expr, object.source);
    if (object.kind === "global") return fromPlatform(trail, expr, frame, object.path[0]);
    if (object.kind === "object" && expr.name !== undefined) {
      const entry = object.expr.entries.findLast((e) => e.key === expr.name);
      if (!entry) return lose(trail, `the object that ${quoted(linker, expr.object)} is has no '${expr.name}'`, expr.nameSpan);
      tell(trail, `${quoted(linker, expr)} is ${quoted(linker, entry.value)}`, entry.value.span);
      return follow(trail, entry.value, object.frame);
    }
    if (object.kind === "settled")
      return tell(trail, `${quoted(linker, expr)} holds what came of the function that it is given`, object.call.span);
    if (object.kind === "ended")
      return tell(trail, `${quoted(linker, expr)} holds what came of ${quoted(linker, object.of)}`, object.of.span);
    if (object.kind !== "instance") return follow(trail, expr.object, frame);
  }
  const places = fieldPlaces(linker, expr, frame);
  const [first] = places;
  const type = first || trail.doubts ? undefined : fieldType(linker, expr, frame);
  if (type) return followType(trail, quoted(linker, expr), type);
  if (!first) return lose(trail, `nothing in sight gives ${quoted(linker, expr)} a value`, expr.span);
  const { doubts } = trail;
  const isMeant = (place: Place): boolean => (linker.valueOf(place.expr, place.frame).kind === "unknown") === doubts;
  const place = places.find(isMeant) ?? first;
  tell(trail, `${quoted(linker, expr)} is ${quoted(linker, place.expr)}`, place.expr.span);
  return follow(trail, place.expr, place.frame);
}

function fromPlatform(trail: Trail, expr: Expr, frame: Frame, name = ""): Trail {
  const { linker } = trail;
  const [part] = targets(linker.valueOf(expr, frame));
  const unset = trail.ofUrl ? `the environment variable ${part?.env} holds the URL, and nothing binds it` : undefined;
  const named = unset ?? `${quoted(linker, expr)} is an environment variable, no outcome of a request`;
  return lose(trail, part?.env === undefined ? `'${name}' is declared in no file that is in sight` : named, expr.span);
}

function followCall(trail: Trail, call: Call | New, frame: Frame): Trail {
  const { linker } = trail;
  if (originOf(linker, call, frame)) return trail;
  const callee = linker.valueOf(call.callee, frame);
  if (callee.kind === "function") return followInto(trail, call, callee, frame);
  if (callee.kind === "module") return fromPackage(trail, call.callee, callee.source);
  const { callee: name } = call;
  if (callee.kind === "global") {
    const [first] = call.args;
    if (linker.valueOf(call, frame).kind !== "unknown" && first) return follow(trail, first, frame);
    return lose(trail, `nothing is known of what ${quoted(linker, call)} gives`, call.span);
  }
  if (callee.kind === "class") return lose(trail, `${quoted(linker, call)} is an object of the project's own`, call.span);
  // `res.json()`, `request.then(f)`: what it is called on.
  const onView = name.kind === "member" && name.object.kind !== "this" && callee.kind === "view";
  follow(trail, onView ? name.object : name, frame);
  return lose(trail, `nothing is known of what ${quoted(linker, call)} gives`, call.span);
}

function followInto(trail: Trail, call: Call | New, callee: Extract<Value, { kind: "function" }>, frame: Frame): Trail {
  const { linker } = trail;
  const func = linker.functionOf(callee.id);
  if (!func) return trail;
  tellCall(trail, call, func);
  if (func.generator) return lose(trail, `${nameOf(linker, func)} is a generator, and these are not followed`, func.span);
  const spread = call.args.findIndex((arg) => arg.kind === "spread");
  if (spread >= 0 && func.params[spread]?.rest !== true)
    return lose(trail, `${quoted(linker, call)} spreads its arguments, and such calls are not followed`, call.span);
  const args = call.args.map((arg) => linker.valueOf(arg, frame));
  const inner = linker.enter(callee, call, frame, args);
  if (!inner)
    return lose(
      trail,
      `calls are followed ${MAX_DEPTH} deep, and no function into itself; ${quoted(linker, call)} is further in`,
      call.span,
    );
  const returned = (linker.usesOf(func.id).returns.get(func.id) ?? []).flatMap(({ value }) => value ?? []);
  if (returned.length === 0) return lose(trail, `${nameOf(linker, func)} returns nothing`, func.span);
  return followOne(trail, returned, inner);
}

/** `'acme.get(…)' calls 'get'` with the place of the call. */
export function tellCall(trail: Trail, call: Expr, func: Func): Trail {
  const { linker } = trail;
  const own = written(linker, call);
  tell(trail, `'${own}' calls ${nameOf(linker, func)}`, call.span);
  return trail;
}

/** `'load'` with the word for what stands in another file than is asked about. */
export function nameOf(linker: Linker, func: Func): string {
  const { id, name = "", owner } = func;
  if (name === "") return "a function without a name";
  const of = owner === undefined ? undefined : linker.classOf(owner)?.name;
  const where = isOwn(id) ? "" : elsewhere(linker, func);
  if (name === "constructor") return `the constructor of ${of === undefined ? "a class" : `'${of}'`}${where}`;
  return `'${of === undefined ? "" : `${of}.`}${name}'${where}`;
}

function elsewhere(linker: Linker, { id }: Func): string {
  const path = linker.units.at(id).file?.path;
  return path === undefined ? "" : ` of ${path.slice(path.lastIndexOf("/") + 1)}`;
}

/** `'acme.get(…)'`, or a text as it is: `"https://api.acme.dev"`. */
export const quoted = (linker: Linker, expr: Expr): string =>
  expr.kind === "literal" ? written(linker, expr) : `'${written(linker, expr)}'`;
