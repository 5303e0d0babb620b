import * as ts from "typescript";
import type { Assign, Expr } from "../facts";
import type { Span } from "../text";
import { addWrite, bindingOf, type Draft, localOf, newBinding, unknownOf } from "./draft";
import { lowerExpr } from "./expressions";
import { isPlain } from "./literals";
import { recordCommonJs } from "./modules";
import { fieldOf, restOf, withDefault } from "./patterns";
import { spanOf } from "./trivia";

const K = ts.SyntaxKind;

export const isAssignment = (operator: ts.SyntaxKind): boolean => operator >= K.FirstAssignment && operator <= K.LastAssignment;

/** `target op value`, noted as a write of the binding and, for `exports.x = …`, as an export. */
export function assign(d: Draft, op: string, target: Expr, value: Expr, span: Span): Assign {
  if (target.kind === "local") {
    const plain = op === "=" || op === "??=" || op === "||=" || op === "&&=";
    addWrite(d, target.binding, plain ? value : unknownOf(span, [target, value]));
  }
  const expr: Assign = { kind: "assign", op, target, value, span };
  if (op === "=" && target.kind === "member") recordCommonJs(d, expr);
  return expr;
}

/** What an assignment writes to: parentheses, `!` and casts vanish. */
export function lowerTarget(d: Draft, node: ts.Expression): Expr {
  const target = lowerExpr(d, node);
  let inner = target;
  while (inner.kind === "cast") inner = inner.value;
  return inner;
}

export function isPatternAssignment(node: ts.BinaryExpression): boolean {
  return node.operatorToken.kind === K.EqualsToken && isPattern(node.left);
}

const isPattern = (node: ts.Node): boolean => node.kind === K.ObjectLiteralExpression || node.kind === K.ArrayLiteralExpression;

/** `({ a, b: c.d } = e)` is `a = e.a`, `c.d = e.b`; what is not a plain place is assigned to a `temp` first. */
export function lowerPatternAssignment(d: Draft, node: ts.BinaryExpression): readonly Expr[] {
  const out: Expr[] = [];
  const value = lowerExpr(d, node.right);
  assignPattern(d, node.left, held(d, value, spanOf(d.text, node.left), out), out);
  return out;
}

/** A value as a place that can be read several times. */
function held(d: Draft, value: Expr, span: Span, out: Expr[]): Expr {
  if (isPlain(value) && !isAmong(d, value, span)) return value;
  const temp = newBinding(d, "", "temp", span);
  temp.initial = value;
  const target = localOf(temp.id, span);
  out.push({ kind: "assign", op: "=", target, value, span });
  return target;
}

/** `({ data: r, status: s } = r)` reads r again after it was written: it needs a place of its own. */
function isAmong(d: Draft, value: Expr, pattern: Span): boolean {
  let root = value;
  while (root.kind === "member" || root.kind === "cast") root = root.kind === "member" ? root.object : root.value;
  if (root.kind !== "local") return false;
  const { name } = bindingOf(d, root.binding);
  return name !== "" && d.text.slice(pattern.start, pattern.end).includes(name);
}

/** Assigns the parts of `source` to what stands in the pattern; also the item of `for ([a, b] of c)`. */
export function assignPattern(d: Draft, pattern: ts.Node, source: Expr, out: Expr[]): void {
  if (pattern.kind === K.ObjectLiteralExpression) {
    for (const property of (pattern as ts.ObjectLiteralExpression).properties) assignProperty(d, property, source, out);
    return;
  }
  (pattern as ts.ArrayLiteralExpression).elements.forEach((element, index) => {
    if (element.kind === K.OmittedExpression) return;
    const span = spanOf(d.text, element);
    const rest = element.kind === K.SpreadElement;
    const target = rest ? (element as ts.SpreadElement).expression : element;
    assignElement(d, target, { kind: "item", of: source, index, rest, keys: false, span }, span, out);
  });
}

function assignProperty(d: Draft, property: ts.ObjectLiteralElementLike, source: Expr, out: Expr[]): void {
  const span = spanOf(d.text, property);
  switch (property.kind) {
    case K.SpreadAssignment:
      assignElement(d, property.expression, restOf(source, span), span, out);
      break;
    case K.ShorthandPropertyAssignment: {
      const value = fieldOf(d, source, property.name, span);
      const initial = property.objectAssignmentInitializer;
      const whole = initial === undefined ? value : withDefault(value, lowerExpr(d, initial), span);
      out.push(assign(d, "=", lowerTarget(d, property.name), whole, span));
      break;
    }
    case K.PropertyAssignment:
      assignElement(d, property.initializer, fieldOf(d, source, property.name, span), span, out);
      break;
  }
}

function assignElement(d: Draft, node: ts.Expression, value: Expr, span: Span, out: Expr[]): void {
  let target = node;
  let whole = value;
  if (node.kind === K.BinaryExpression && (node as ts.BinaryExpression).operatorToken.kind === K.EqualsToken) {
    const binary = node as ts.BinaryExpression;
    target = binary.left;
    whole = withDefault(value, lowerExpr(d, binary.right), span);
  }
  if (isPattern(target)) assignPattern(d, target, held(d, whole, spanOf(d.text, target), out), out);
  else out.push(assign(d, "=", lowerTarget(d, target), whole, span));
}
