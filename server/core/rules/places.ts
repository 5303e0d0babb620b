/** From one place in the source to another on the same object: `body.error.message` to `body.error.code`. */
import type { Expr } from "../facts";
import type { Linker } from "../link/link";
import type { Frame } from "../link/value";
import type { Pass } from "./rule";

/** The expression that a place comes from, through `const` names, casts and conversions: of `const m = String(e.message)` the `e.message`. */
export function written(linker: Linker, place: Expr, frame: Frame): Expr {
  switch (place.kind) {
    case "cast":
    case "await":
      return written(linker, place.value, frame);
    case "local": {
      const binding = linker.bindingOf(place.binding);
      const initial = binding?.writes.length === 0 && binding.param === undefined ? binding.initial : undefined;
      return initial && binding?.func === frame.func && initial.kind !== "await" && (initial.kind !== "call" || converts(initial))
        ? written(linker, initial, frame)
        : place;
    }
    case "call":
      return place.callee.kind === "member" && converts(place) ? written(linker, place.callee.object, frame) : place;
    case "choice":
      return place.op === "??" || place.op === "||" ? written(linker, place.left, frame) : place;
    default:
      return place;
  }
}

/** `x.toLowerCase()` is still x's text. */
const converts = (expr: Expr): boolean =>
  expr.kind === "call" &&
  expr.args.length === 0 &&
  expr.callee.kind === "member" &&
  /^(?:toLowerCase|toUpperCase|trim|toString)$/.test(expr.callee.name ?? "");

/**
 * The text that reads `to` where `place` reads `from`, both paths from the same object: place `body.error.message`, from
 * ["error","message"], to ["error","code"] gives `body.error.code`. Undefined where the source does not spell the path out.
 */
export function sibling(pass: Pass, place: Expr, frame: Frame, from: readonly string[], to: readonly string[]): string | undefined {
  const shared = from.findIndex((name, i) => name !== to[i]);
  const common = shared < 0 ? from.length : shared;
  let expr = written(pass.linker, place, frame);
  let optional = false;
  for (let i = from.length; i > common; i--) {
    if (expr.kind === "local") expr = unpacked(pass.linker, expr) ?? expr;
    if (expr.kind !== "member" || expr.name !== from[i - 1]) return undefined;
    optional ||= expr.optional;
    expr = written(pass.linker, expr.object, frame);
  }
  const object = source(pass, expr);
  if (object === undefined) return undefined;
  return [object, ...to.slice(common)].join(optional && common < to.length ? "?." : ".");
}

/** `const { message } = body.error`: the member that the name was read from. */
function unpacked(linker: Linker, expr: Expr): Expr | undefined {
  const binding = expr.kind === "local" ? linker.bindingOf(expr.binding) : undefined;
  return binding?.writes.length === 0 && binding.initial?.kind === "member" ? binding.initial : undefined;
}

/** An expression as it can stand elsewhere in the function; undefined for what has no name (a temp) or an effect. */
function source(pass: Pass, expr: Expr): string | undefined {
  if (expr.kind === "local") {
    const binding = pass.linker.bindingOf(expr.binding);
    if (binding?.name) return binding.name;
    return binding?.initial ? source(pass, binding.initial) : undefined;
  }
  if (expr.kind !== "member" || expr.name === undefined) return undefined;
  const object = source(pass, expr.object);
  return object === undefined ? undefined : `${object}${expr.optional ? "?." : "."}${expr.name}`;
}
