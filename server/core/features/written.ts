/** An expression for a person to recognise, of whichever file: facts keep no text. */
import type { Expr } from "../facts";
import type { Linker } from "../link/link";

/** `send(base + path, {})` is `send(…)`, `const { error } = await load()` makes of `error` `load(…).error`. */
export function written(linker: Linker, expr: Expr, depth = 0): string {
  const of = (inner: Expr): string => written(linker, inner, depth + 1);
  if (depth > MAX_DEPTH) return "…";
  switch (expr.kind) {
    case "literal":
      return typeof expr.value === "string" ? JSON.stringify(shortened(expr.value)) : String(expr.value);
    case "local": {
      const binding = linker.bindingOf(expr.binding);
      return binding?.kind === "temp" ? (binding.initial ? of(binding.initial) : "…") : (binding?.name ?? "…");
    }
    case "global":
      return expr.name;
    case "import":
      return expr.name === "*" || expr.name === "default" ? expr.source : expr.name;
    case "this":
      return "this";
    case "member":
      return expr.name === undefined ? `${of(expr.object)}[${expr.index ? of(expr.index) : ""}]` : `${of(expr.object)}.${expr.name}`;
    case "call":
      return `${of(expr.callee)}(${expr.args.length > 0 ? "…" : ""})`;
    case "new":
      return `new ${of(expr.callee)}(${expr.args.length > 0 ? "…" : ""})`;
    case "await":
    case "cast":
      return of(expr.value);
    case "item":
      return `${of(expr.of)}[${expr.index ?? ""}]`;
    case "choice":
      return expr.op === "?:" ? `… ? ${of(expr.left)} : ${of(expr.right)}` : `${of(expr.left)} ${expr.op} ${of(expr.right)}`;
    case "template":
      return `\`${expr.parts.map((part) => (typeof part === "string" ? shortened(part) : `\${${of(part)}}`)).join("")}\``;
    case "operation":
      return expr.operands.length === 2 ? expr.operands.map(of).join(` ${expr.op} `) : "…";
    case "object":
      return expr.entries.length === 0 ? "{}" : "{ … }";
    case "function":
      return "(…) => …";
    case "array":
      return expr.items.length === 0 ? "[]" : "[…]";
    default:
      return "…";
  }
}

const MAX_DEPTH = 12;
const LONGEST = 60;

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
