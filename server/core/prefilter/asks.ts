/** Where a file asks something of what can hold an outcome: comparisons with constants, and reads of what is not there. */
import type { Catalog } from "../../../catalog/model/catalog";
import type { Expr, Facts } from "../facts";
import { slotNames } from "../link/transports";
import { eachExpression, eachStatement, expressions } from "../walk";
import { GIVEN, type Outcomes } from "./outcomes";

/** Whether any comparison, look-up or read in the file can be about an outcome. */
export function asksOutcome(facts: Facts, { level }: Outcomes, catalog: Catalog): boolean {
  return facts.functions.some(({ body, params }) => {
    let found = params.some(({ initial }) => initial && isAsked(initial));
    eachStatement(body, (stmt) => {
      found ||= stmt.kind === "switch" && stmt.cases.some(({ test }) => test && isCompared(stmt.subject, test));
      found ||= expressions(stmt).some(isAsked);
    });
    return found;
  });

  function isAsked(root: Expr): boolean {
    let found = false;
    eachExpression(root, (expr) => {
      found ||= isQuestion(expr);
    });
    return found;
  }

  function isQuestion(expr: Expr): boolean {
    if (expr.kind === "compare" && expr.op === "in") return isPlace(expr.left);
    if (expr.kind === "compare") return EQUALITY.has(expr.op) && (isCompared(expr.left, expr.right) || isCompared(expr.right, expr.left));
    if (expr.kind === "member") return (expr.index !== undefined && isPlace(expr.index)) || isMisread(expr.object, expr.name);
    if (expr.kind !== "call" || expr.callee.kind !== "member") return false;
    const { object, name = "" } = expr.callee;
    const [first] = expr.args;
    if (!first) return false;
    return (OF_ARGUMENT.has(name) && isPlace(first)) || (OF_OBJECT.has(name) && level(object) >= GIVEN);
  }

  function isPlace(place: Expr): boolean {
    return level(place) >= GIVEN || isCodeByName(place);
  }

  function isCompared(place: Expr, value: Expr): boolean {
    if (!isConstant(facts, value, 0)) return false;
    return level(place) >= GIVEN || (isCodeByName(place) && (value.kind !== "literal" || /^(?:E|UND_)/.test(String(value.value))));
  }

  /** `code` and `errno` are held against the system's codes whatever they are of. */
  function isCodeByName(place: Expr): boolean {
    const name = lastName(facts, place, 0);
    return name === "code" || name === "errno";
  }

  /** What the object does not have: a header as a property, `statusCode` of fetch, a field below a documented text. */
  function isMisread(object: Expr, name: string | undefined): boolean {
    if (name === undefined || level(object) < GIVEN) return false;
    if (slotNames.absent.has(name) || /^[A-Z]|-/.test(name)) return true;
    return catalog.fields.has(lastName(facts, object, 0) ?? "") && !Object.hasOwn(String.prototype, name);
  }
}

const EQUALITY: ReadonlySet<string> = new Set(["===", "==", "!==", "!="]);
/** `/x/.test(message)`, `CODES.includes(code)`, `TEXTS.get(code)` */
const OF_ARGUMENT: ReadonlySet<string> = new Set(["test", "includes", "has", "get", "indexOf"]);
/** `message.includes("x")` */
const OF_OBJECT: ReadonlySet<string> = new Set(["match", "search", "startsWith", "endsWith", "includes", "indexOf"]);

const MAX_DEPTH = 8;

/** The name that was read last: `code` of `e.code`, of a name `code`, of `const c = e.code`. */
function lastName(facts: Facts, expr: Expr, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  switch (expr.kind) {
    case "member":
      return expr.name;
    case "cast":
    case "await":
      return lastName(facts, expr.value, depth + 1);
    case "choice":
      return lastName(facts, expr.left, depth + 1);
    case "local": {
      const binding = facts.bindings[expr.binding - facts.base];
      return (binding?.initial && lastName(facts, binding.initial, depth + 1)) ?? binding?.name;
    }
    default:
      return undefined;
  }
}

/** Whether the value can be a text or number that is known: a literal, a named constant, what another file exports. */
function isConstant(facts: Facts, expr: Expr, depth: number): boolean {
  if (depth > MAX_DEPTH) return true;
  const below = (e: Expr) => isConstant(facts, e, depth + 1);
  switch (expr.kind) {
    case "literal":
      return typeof expr.value === "number" || (typeof expr.value === "string" && expr.value !== "");
    case "local": {
      const binding = facts.bindings[expr.binding - facts.base];
      if (!binding || binding.kind === "catch") return false;
      const values = [...(binding.initial ? [binding.initial] : []), ...binding.writes];
      return (
        binding.param !== undefined ||
        binding.class !== undefined ||
        binding.kind === "enum" ||
        binding.kind === "namespace" ||
        values.some(below)
      );
    }
    case "import":
    case "object":
    case "array":
      return true;
    case "call":
    case "new":
      return below(expr.callee) || expr.callee.kind === "local" || expr.args.some(below);
    case "member":
      return expr.object.kind === "this" || below(expr.object);
    case "choice":
      return below(expr.left) || below(expr.right);
    case "template":
      return expr.parts.some((part) => typeof part === "string" || below(part));
    case "operation":
      return expr.op === "+" && expr.operands.some(below);
    case "cast":
    case "assign":
    case "await":
      return below(expr.value);
    case "item":
      return below(expr.of);
    default:
      return false;
  }
}
