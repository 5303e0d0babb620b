import * as ts from "typescript";
import type { Choice, Compare, Expr, Operation } from "../facts";
import { assign, isAssignment, isPatternAssignment, lowerPatternAssignment, lowerTarget } from "./assignments";
import { DEEPEST, type Draft, LONGEST_CHAIN, plainLiteral, unknownOf } from "./draft";
import { lowerExpr } from "./expressions";
import { spanOf, startOf } from "./trivia";

const K = ts.SyntaxKind;

/** `a + b + c` leans left as deep as it is long: its left side is walked in a loop. */
export function lowerBinary(d: Draft, node: ts.BinaryExpression): Expr {
  const operator = node.operatorToken.kind;
  if (isAssignment(operator)) return lowerAssignment(d, node);
  const spine: ts.BinaryExpression[] = [node];
  let first = node.left;
  while (first.kind === K.BinaryExpression && !isAssignment((first as ts.BinaryExpression).operatorToken.kind)) {
    spine.push(first as ts.BinaryExpression);
    first = (first as ts.BinaryExpression).left;
  }
  if (spine.length > LONGEST_CHAIN) return lowerLong(d, first, spine);
  let left = lowerExpr(d, first);
  for (let i = spine.length - 1; i >= 0; i--) {
    const at = spine[i] as ts.BinaryExpression;
    left = combine(d, at, left, lowerExpr(d, at.right), startOf(d.text, at));
  }
  return left;
}

function combine(d: Draft, node: ts.BinaryExpression, left: Expr, right: Expr, start: number): Expr {
  const span = { start, end: node.end };
  const token = node.operatorToken;
  const opSpan = spanOf(d.text, token);
  const op = d.text.slice(opSpan.start, opSpan.end);
  switch (token.kind) {
    case K.AmpersandAmpersandToken:
    case K.BarBarToken:
    case K.QuestionQuestionToken:
      return { kind: "choice", op: op as Choice["op"], left, right, span };
    case K.EqualsEqualsEqualsToken:
    case K.EqualsEqualsToken:
    case K.ExclamationEqualsEqualsToken:
    case K.ExclamationEqualsToken:
    case K.LessThanToken:
    case K.LessThanEqualsToken:
    case K.GreaterThanToken:
    case K.GreaterThanEqualsToken:
    case K.InKeyword:
    case K.InstanceOfKeyword:
      return { kind: "compare", op: op as Compare["op"], left, right, opSpan, span };
    case K.CommaToken:
      // `(0, api.call)(x)`: a literal in front does nothing.
      return left.kind === "literal" ? right : unknownOf(span, left.kind === "unknown" ? [...left.children, right] : [left, right]);
    default:
      return { kind: "operation", op, operands: [left, right], span };
  }
}

/**
 * A very long chain must not become a tree as deep as it is long. `a || b || …` means the same however it is grouped and becomes
 * a balanced tree; a run of any other operator becomes one operation with all its operands.
 */
function lowerLong(d: Draft, first: ts.Expression, spine: readonly ts.BinaryExpression[]): Expr {
  let left = lowerExpr(d, first);
  let depth = 0;
  for (let i = spine.length - 1; i >= 0; ) {
    const operator = (spine[i] as ts.BinaryExpression).operatorToken.kind;
    const run = [left];
    let last = spine[i] as ts.BinaryExpression;
    for (; i >= 0 && (spine[i] as ts.BinaryExpression).operatorToken.kind === operator; i--) {
      last = spine[i] as ts.BinaryExpression;
      run.push(lowerExpr(d, last.right));
    }
    const span = spanOf(d.text, last);
    const pair = run.length === 2 ? combine(d, last, left, run[1] as Expr, span.start) : undefined;
    if (++depth > DEEPEST || pair?.kind === "unknown")
      left = unknownOf(span, left.kind === "unknown" ? [...left.children, ...run.slice(1)] : run);
    else if (pair !== undefined) left = pair;
    else left = combineRun(d, last, run);
  }
  return left;
}

function combineRun(d: Draft, node: ts.BinaryExpression, run: readonly Expr[]): Expr {
  const sample = combine(d, node, run[0] as Expr, run[1] as Expr, startOf(d.text, node));
  if (sample.kind === "choice") return balance(sample.op, run, 0, run.length);
  if (sample.kind === "operation") return { ...sample, operands: run } satisfies Operation;
  return unknownOf(sample.span, run);
}

function balance(op: Choice["op"], run: readonly Expr[], from: number, to: number): Expr {
  if (to - from === 1) return run[from] as Expr;
  const middle = (from + to) >> 1;
  const left = balance(op, run, from, middle);
  const right = balance(op, run, middle, to);
  return { kind: "choice", op, left, right, span: { start: left.span.start, end: right.span.end } };
}

function lowerAssignment(d: Draft, node: ts.BinaryExpression): Expr {
  const span = spanOf(d.text, node);
  if (isPatternAssignment(node)) return unknownOf(span, lowerPatternAssignment(d, node));
  const target = lowerTarget(d, node.left);
  const value = lowerExpr(d, node.right);
  const op = spanOf(d.text, node.operatorToken);
  return assign(d, d.text.slice(op.start, op.end), target, value, span);
}

export function lowerConditional(d: Draft, node: ts.ConditionalExpression): Expr {
  const test = lowerExpr(d, node.condition);
  const left = lowerExpr(d, node.whenTrue);
  const right = lowerExpr(d, node.whenFalse);
  return { kind: "choice", op: "?:", test, left, right, span: spanOf(d.text, node) };
}

const PREFIX: Partial<Record<ts.SyntaxKind, string>> = {
  [K.PlusToken]: "+",
  [K.MinusToken]: "-",
  [K.TildeToken]: "~",
};

/** `!x`, `-1`, `++n` */
export function lowerPrefix(d: Draft, node: ts.PrefixUnaryExpression): Expr {
  const span = spanOf(d.text, node);
  if (node.operator === K.ExclamationToken) return { kind: "not", operand: lowerExpr(d, node.operand), span };
  if (node.operator === K.PlusPlusToken || node.operator === K.MinusMinusToken) {
    return step(d, node.operator, node.operand, { start: span.start, end: span.start + 2 }, span);
  }
  const operand = lowerExpr(d, node.operand);
  if (node.operator === K.MinusToken && operand.kind === "literal" && typeof operand.value === "number") {
    return plainLiteral(-operand.value, span, d.text.slice(span.start, span.end) !== String(-operand.value));
  }
  return { kind: "operation", op: PREFIX[node.operator] ?? "", operands: [operand], span };
}

/** `n++` is `n += 1`. */
export function lowerPostfix(d: Draft, node: ts.PostfixUnaryExpression): Expr {
  return step(d, node.operator, node.operand, { start: node.end - 2, end: node.end }, spanOf(d.text, node));
}

function step(d: Draft, operator: ts.SyntaxKind, operand: ts.Expression, opSpan: Expr["span"], span: Expr["span"]): Expr {
  const one = plainLiteral(1, opSpan, true);
  return assign(d, operator === K.PlusPlusToken ? "+=" : "-=", lowerTarget(d, operand), one, span);
}

/** `typeof x`, `delete x.y`; `void 0` is `undefined`. */
export function lowerUnary(d: Draft, node: ts.TypeOfExpression | ts.VoidExpression | ts.DeleteExpression): Expr {
  const operand = lowerExpr(d, node.expression);
  const span = spanOf(d.text, node);
  if (node.kind === K.VoidExpression && operand.kind === "literal") return plainLiteral(undefined, span, true);
  const op = node.kind === K.TypeOfExpression ? "typeof" : node.kind === K.VoidExpression ? "void" : "delete";
  return { kind: "operation", op, operands: [operand], span };
}
