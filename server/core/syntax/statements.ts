import * as ts from "typescript";
import type { Branch, Case, Expr, Stmt, Try } from "../facts";
import type { Span } from "../text";
import { assignPattern, isPatternAssignment, lowerPatternAssignment } from "./assignments";
import { lowerClassDeclaration } from "./classes";
import { bindingOf, DEEPEST, type Draft, type Mutable, nameOf, newBinding, newScope, tooDeep } from "./draft";
import { lowerEnum } from "./enums";
import { lowerExpr } from "./expressions";
import { lowerFunctionDeclaration } from "./functions";
import { lowerDo, lowerFor, lowerForEach, lowerWhile } from "./loops";
import { exportDeclared, exportNames, lowerExportAssignment, lowerExportDeclaration, lowerImportEquals } from "./modules";
import { lowerNamespace } from "./namespaces";
import { lowerDeclaration, unpack } from "./patterns";
import { declare, declarePattern, hoistBlock, inScope, isAmbient, lookup } from "./scope";
import { spanOf } from "./trivia";
import { lowerType } from "./types";

const K = ts.SyntaxKind;

/** Bivariant on purpose: the index of the table is the kind of node that the function takes. */
type Form = { lower(d: Draft, node: ts.Node, out: Stmt[], label: string | undefined): void }["lower"];

const forms: (Form | undefined)[] = [];

export function lowerStatements(d: Draft, nodes: readonly ts.Statement[], out: Stmt[]): void {
  for (const node of nodes) lowerStatement(d, node, out);
}

export function lowerStatement(d: Draft, node: ts.Statement, out: Stmt[], label?: string): void {
  const lower = forms[node.kind];
  if (lower === undefined) return;
  if (d.depth >= DEEPEST) {
    tooDeep(d, node);
    return;
  }
  d.depth++;
  lower(d, node, out, label);
  d.depth--;
}

/** What an `if`, a loop or a label governs, braces or not, in a scope of its own. `first` comes before it. */
export function lowerBlockBody(d: Draft, node: ts.Statement, first: readonly Stmt[] = []): readonly Stmt[] {
  const out: Stmt[] = [...first];
  if (node.kind !== K.Block) lowerStatement(d, node, out);
  else if (d.depth >= DEEPEST) tooDeep(d, node);
  else {
    d.depth++;
    inScope(d, () => lowerScoped(d, (node as ts.Block).statements, out));
    d.depth--;
  }
  return out;
}

function lowerScoped(d: Draft, statements: readonly ts.Statement[], out: Stmt[]): void {
  hoistBlock(d, statements);
  lowerStatements(d, statements, out);
}

/** `a, b;` is two evaluations, `({ a, b } = e);` as many as it has targets. */
export function lowerEvaluation(d: Draft, node: ts.Expression, span: Span, out: Stmt[]): void {
  let inner = node;
  while (inner.kind === K.ParenthesizedExpression) inner = (inner as ts.ParenthesizedExpression).expression;
  if (inner.kind === K.BinaryExpression) {
    const operands = commaOperands(inner as ts.BinaryExpression);
    if (operands.length > 1) {
      for (const operand of operands) lowerEvaluation(d, operand, spanOf(d.text, operand), out);
      return;
    }
    if (isPatternAssignment(inner as ts.BinaryExpression)) {
      for (const expr of lowerPatternAssignment(d, inner as ts.BinaryExpression)) out.push(evaluated(d, expr));
      return;
    }
  }
  const expr = lowerExpr(d, inner);
  if (span.end > span.start) out.push({ kind: "eval", expr, span });
}

/** The `temp` of a destructuring comes to life by a `let`. */
function evaluated(d: Draft, expr: Expr): Stmt {
  const temp = expr.kind === "assign" && expr.target.kind === "local" ? bindingOf(d, expr.target.binding) : undefined;
  if (expr.kind !== "assign" || temp?.kind !== "temp") return { kind: "eval", expr, span: expr.span };
  return { kind: "let", binding: temp.id, initial: expr.value, span: expr.span };
}

function commaOperands(node: ts.BinaryExpression): readonly ts.Expression[] {
  const operands: ts.Expression[] = [];
  let left: ts.Expression = node;
  while (left.kind === K.BinaryExpression && (left as ts.BinaryExpression).operatorToken.kind === K.CommaToken) {
    operands.push((left as ts.BinaryExpression).right);
    left = (left as ts.BinaryExpression).left;
  }
  operands.push(left);
  return operands.reverse();
}

/** Assigns an item of a loop to a target that is a pattern. */
export function lowerItemPattern(d: Draft, pattern: ts.Expression, source: Expr, out: Stmt[]): void {
  const exprs: Expr[] = [];
  assignPattern(d, pattern, source, exprs);
  for (const expr of exprs) out.push(evaluated(d, expr));
}

/** A chain of `else if` is lowered in a loop; what follows it nests, so one that no person writes is cut off. */
function lowerIf(d: Draft, node: ts.IfStatement, out: Stmt[]): void {
  const chain: Mutable<Branch>[] = [];
  let rest: ts.Statement | undefined = node;
  while (rest !== undefined && rest.kind === K.IfStatement && chain.length < LONGEST_CHAIN) {
    const at: ts.IfStatement = rest as ts.IfStatement;
    const test = lowerExpr(d, at.expression);
    const then = lowerBlockBody(d, at.thenStatement);
    chain.push({ kind: "branch", test, then, span: spanOf(d.text, at), thenSpan: spanOf(d.text, at.thenStatement) });
    rest = at.elseStatement;
  }
  const last = chain[chain.length - 1] as Mutable<Branch>;
  if (rest?.kind === K.IfStatement) tooDeep(d, rest);
  else if (rest !== undefined) {
    last.else = lowerBlockBody(d, rest);
    last.elseSpan = spanOf(d.text, rest);
  }
  for (let i = chain.length - 2; i >= 0; i--) {
    const branch = chain[i] as Mutable<Branch>;
    const next = chain[i + 1] as Branch;
    branch.else = [next];
    branch.elseSpan = next.span;
  }
  out.push(chain[0] as Branch);
}

const LONGEST_CHAIN = 1000;

function lowerSwitch(d: Draft, node: ts.SwitchStatement, out: Stmt[]): void {
  const subject = lowerExpr(d, node.expression);
  const cases: Case[] = [];
  inScope(d, () => {
    for (const clause of node.caseBlock.clauses) hoistBlock(d, clause.statements);
    for (const clause of node.caseBlock.clauses) {
      const body: Stmt[] = [];
      const test = clause.kind === K.CaseClause ? lowerExpr(d, clause.expression) : undefined;
      lowerStatements(d, clause.statements, body);
      const span = spanOf(d.text, clause);
      cases.push(test === undefined ? { body, span } : { test, body, span });
    }
  });
  out.push({ kind: "switch", subject, cases, span: spanOf(d.text, node) });
}

function lowerTry(d: Draft, node: ts.TryStatement, out: Stmt[]): void {
  const made: Mutable<Try> = { kind: "try", body: lowerBlockBody(d, node.tryBlock), span: spanOf(d.text, node) };
  if (node.catchClause !== undefined) made.catch = lowerCatch(d, node.catchClause);
  if (node.finallyBlock !== undefined && node.finallyBlock.end > node.finallyBlock.pos) made.finally = lowerBlockBody(d, node.finallyBlock);
  out.push(made);
}

function lowerCatch(d: Draft, node: ts.CatchClause): NonNullable<Try["catch"]> {
  const outer = d.scope;
  d.scope = newScope(outer);
  const body: Stmt[] = [];
  const span = spanOf(d.text, node);
  const declaration = node.variableDeclaration;
  const binding = declaration === undefined ? undefined : lowerCaught(d, declaration, body);
  const whole = lowerBlockBody(d, node.block, body);
  d.scope = outer;
  return binding === undefined ? { body: whole, span } : { binding, body: whole, span };
}

function lowerCaught(d: Draft, node: ts.VariableDeclaration, body: Stmt[]): number {
  const { name } = node;
  const span = spanOf(d.text, name);
  const binding = name.kind === K.Identifier ? declare(d, d.scope, name, "catch") : newBinding(d, "", "temp", span);
  if (node.type !== undefined) binding.type = lowerType(d, node.type);
  if (name.kind !== K.Identifier) {
    declarePattern(d, d.scope, name, "let");
    unpack(d, name, { kind: "local", binding: binding.id, span }, body);
  }
  return binding.id;
}

function lowerLabeled(d: Draft, node: ts.LabeledStatement, out: Stmt[]): void {
  const label = nameOf(node.label);
  if (LOOPS.has(node.statement.kind)) lowerStatement(d, node.statement, out, label);
  else out.push({ kind: "block", label, body: lowerBlockBody(d, node.statement), span: spanOf(d.text, node) });
}

const LOOPS: ReadonlySet<ts.SyntaxKind> = new Set([K.ForStatement, K.ForInStatement, K.ForOfStatement, K.WhileStatement, K.DoStatement]);

function lowerJump(d: Draft, node: ts.BreakOrContinueStatement, out: Stmt[]): void {
  const kind = node.kind === K.BreakStatement ? "break" : "continue";
  const span = spanOf(d.text, node);
  out.push(node.label === undefined ? { kind, span } : { kind, label: nameOf(node.label), span });
}

const ownBinding = (d: Draft, name: ts.Identifier | undefined): number | undefined =>
  name === undefined ? undefined : lookup(d.scope, nameOf(name));

forms[K.ExpressionStatement] = (d: Draft, node: ts.ExpressionStatement, out) =>
  lowerEvaluation(d, node.expression, spanOf(d.text, node), out);
forms[K.VariableStatement] = (d: Draft, node: ts.VariableStatement, out) => {
  if (isAmbient(node)) return;
  for (const declaration of node.declarationList.declarations) {
    lowerDeclaration(d, declaration, out);
    exportNames(d, node, declaration.name);
  }
};
forms[K.ReturnStatement] = (d: Draft, node: ts.ReturnStatement, out) => {
  const span = spanOf(d.text, node);
  out.push(node.expression === undefined ? { kind: "return", span } : { kind: "return", value: lowerExpr(d, node.expression), span });
};
forms[K.ThrowStatement] = (d: Draft, node: ts.ThrowStatement, out) => {
  out.push({ kind: "throw", value: lowerExpr(d, node.expression), span: spanOf(d.text, node) });
};
forms[K.Block] = (d: Draft, node: ts.Block, out) => {
  const body: Stmt[] = [];
  inScope(d, () => lowerScoped(d, node.statements, body));
  out.push({ kind: "block", body, span: spanOf(d.text, node) });
};
forms[K.IfStatement] = lowerIf;
forms[K.SwitchStatement] = lowerSwitch;
forms[K.TryStatement] = lowerTry;
forms[K.LabeledStatement] = lowerLabeled;
forms[K.BreakStatement] = lowerJump;
forms[K.ContinueStatement] = lowerJump;
forms[K.ForStatement] = lowerFor;
forms[K.ForInStatement] = lowerForEach;
forms[K.ForOfStatement] = lowerForEach;
forms[K.WhileStatement] = lowerWhile;
forms[K.DoStatement] = lowerDo;
forms[K.WithStatement] = (d: Draft, node: ts.WithStatement, out) => {
  lowerEvaluation(d, node.expression, spanOf(d.text, node.expression), out);
  out.push({ kind: "block", body: lowerBlockBody(d, node.statement), span: spanOf(d.text, node) });
};
forms[K.FunctionDeclaration] = (d: Draft, node: ts.FunctionDeclaration, _out) => {
  if (isAmbient(node)) return;
  const value = lowerFunctionDeclaration(d, node, ownBinding(d, node.name));
  if (node.body !== undefined) exportDeclared(d, node, value);
};
forms[K.ClassDeclaration] = (d: Draft, node: ts.ClassDeclaration, out) => {
  if (!isAmbient(node)) exportDeclared(d, node, lowerClassDeclaration(d, node, ownBinding(d, node.name), out));
};
forms[K.EnumDeclaration] = (d: Draft, node: ts.EnumDeclaration, out) => {
  lowerEnum(d, node, out);
  exportDeclared(d, node, undefined);
};
forms[K.ModuleDeclaration] = lowerNamespace;
forms[K.ImportEqualsDeclaration] = lowerImportEquals;
forms[K.ExportDeclaration] = lowerExportDeclaration;
forms[K.ExportAssignment] = lowerExportAssignment;
