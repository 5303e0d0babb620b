import * as ts from "typescript";
import type { Entry, Expr, Stmt } from "../facts";
import { bindingOf, type Draft, nameOf, plainLiteral } from "./draft";
import { lowerExpr } from "./expressions";
import { lookup } from "./scope";
import { spanOf } from "./trivia";

const K = ts.SyntaxKind;

type Value = string | number | undefined;

/** `enum Code { Gone = "gone", Busy = 409, Next }` is a constant object with 410 for `Next`. A second one of the name adds to it. */
export function lowerEnum(d: Draft, node: ts.EnumDeclaration, out: Stmt[]): void {
  const id = lookup(d.scope, nameOf(node.name));
  if (id === undefined) return;
  const binding = bindingOf(d, id);
  const known = new Map<string, Value>();
  const entries: Entry[] = binding.initial?.kind === "object" ? [...binding.initial.entries] : [];
  for (const { key, value } of entries) if (key !== undefined) known.set(key, constantOf(value));
  let next: Value = 0;
  for (const member of node.members) {
    const key = keyOf(member.name);
    const keySpan = spanOf(d.text, member.name);
    const value = lowerMember(d, member, next, known);
    const constant = constantOf(value);
    next = typeof constant === "number" ? constant + 1 : undefined;
    known.set(key, constant);
    entries.push({ key, keySpan, spread: false, value });
  }
  const span = spanOf(d.text, node);
  const initial: Expr = { kind: "object", entries, span };
  binding.initial = initial;
  out.push({ kind: "let", binding: id, initial, span });
}

function keyOf(name: ts.PropertyName): string {
  if (name.kind === K.Identifier || name.kind === K.PrivateIdentifier) return nameOf(name);
  return name.kind === K.ComputedPropertyName ? "" : name.text;
}

const constantOf = (expr: Expr): Value =>
  expr.kind === "literal" && (typeof expr.value === "string" || typeof expr.value === "number") ? expr.value : undefined;

/** A literal stays what it is in the text, so that it can be edited; what is computed from constants is their result. */
function lowerMember(d: Draft, member: ts.EnumMember, next: Value, known: ReadonlyMap<string, Value>): Expr {
  if (member.initializer === undefined) {
    const span = spanOf(d.text, member);
    return next === undefined ? { kind: "unknown", children: [], span } : plainLiteral(next, span, true);
  }
  const value = isLiteral(member.initializer) ? undefined : evaluate(member.initializer, known, 0);
  return value === undefined ? lowerExpr(d, member.initializer) : plainLiteral(value, spanOf(d.text, member.initializer), true);
}

const isLiteral = (node: ts.Expression): boolean =>
  node.kind === K.StringLiteral || node.kind === K.NumericLiteral || node.kind === K.NoSubstitutionTemplateLiteral;

/** The value of a constant enum expression: `1 << 2`, `Read | Write`, `-1`, `"a" + "b"`. */
function evaluate(node: ts.Expression, known: ReadonlyMap<string, Value>, depth: number): Value {
  if (depth > 64) return undefined;
  switch (node.kind) {
    case K.StringLiteral:
    case K.NoSubstitutionTemplateLiteral:
      return (node as ts.StringLiteral).text;
    case K.NumericLiteral:
      return Number((node as ts.NumericLiteral).text);
    case K.Identifier:
      return known.get(nameOf(node as ts.Identifier));
    case K.ParenthesizedExpression:
      return evaluate((node as ts.ParenthesizedExpression).expression, known, depth + 1);
    case K.PrefixUnaryExpression: {
      const { operator, operand } = node as ts.PrefixUnaryExpression;
      const value = evaluate(operand, known, depth + 1);
      if (typeof value !== "number") return undefined;
      return operator === K.MinusToken ? -value : operator === K.TildeToken ? ~value : operator === K.PlusToken ? value : undefined;
    }
    case K.BinaryExpression: {
      const { left, operatorToken, right } = node as ts.BinaryExpression;
      return operate(operatorToken.kind, evaluate(left, known, depth + 1), evaluate(right, known, depth + 1));
    }
    default:
      return undefined;
  }
}

function operate(operator: ts.SyntaxKind, left: Value, right: Value): Value {
  if (left === undefined || right === undefined) return undefined;
  if (typeof left === "string" || typeof right === "string") return operator === K.PlusToken ? `${left}${right}` : undefined;
  return ARITHMETIC[operator]?.(left, right);
}

const ARITHMETIC: Partial<Record<ts.SyntaxKind, (a: number, b: number) => number>> = {
  [K.PlusToken]: (a, b) => a + b,
  [K.MinusToken]: (a, b) => a - b,
  [K.AsteriskToken]: (a, b) => a * b,
  [K.SlashToken]: (a, b) => a / b,
  [K.PercentToken]: (a, b) => a % b,
  [K.AsteriskAsteriskToken]: (a, b) => a ** b,
  [K.BarToken]: (a, b) => a | b,
  [K.AmpersandToken]: (a, b) => a & b,
  [K.CaretToken]: (a, b) => a ^ b,
  [K.LessThanLessThanToken]: (a, b) => a << b,
  [K.GreaterThanGreaterThanToken]: (a, b) => a >> b,
  [K.GreaterThanGreaterThanGreaterThanToken]: (a, b) => a >>> b,
};
