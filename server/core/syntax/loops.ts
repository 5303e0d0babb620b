import * as ts from "typescript";
import type { Expr, Item, Loop, Stmt } from "../facts";
import { assign, lowerTarget } from "./assignments";
import { addWrite, type Draft, type Mutable, unknownOf } from "./draft";
import { lowerExpr } from "./expressions";
import { bindName, hold, lowerDeclaration, unpack } from "./patterns";
import { hoistLexical, inScope } from "./scope";
import { lowerBlockBody, lowerEvaluation, lowerItemPattern } from "./statements";
import { spanOf } from "./trivia";

const K = ts.SyntaxKind;

function finish(loop: Mutable<Loop>, label: string | undefined, out: Stmt[]): void {
  if (label !== undefined) loop.label = label;
  out.push(loop);
}

const spansOf = (d: Draft, node: ts.IterationStatement): Pick<Loop, "span" | "head"> => {
  const span = spanOf(d.text, node);
  return { span, head: { start: span.start, end: node.statement.pos } };
};

/** `for (let i = 0; i < 3; i++)` */
export function lowerFor(d: Draft, node: ts.ForStatement, out: Stmt[], label: string | undefined): void {
  inScope(d, () => {
    const before: Stmt[] = [];
    const { initializer, condition, incrementor } = node;
    if (initializer?.kind === K.VariableDeclarationList) {
      const list = initializer as ts.VariableDeclarationList;
      hoistLexical(d, list);
      for (const declaration of list.declarations) lowerDeclaration(d, declaration, before);
    } else if (initializer !== undefined) lowerEvaluation(d, initializer as ts.Expression, spanOf(d.text, initializer), before);
    const loop: Mutable<Loop> = { kind: "loop", form: "for", before, await: false, body: [], ...spansOf(d, node) };
    if (condition !== undefined) loop.test = lowerExpr(d, condition);
    if (incrementor !== undefined) loop.update = lowerExpr(d, incrementor);
    loop.body = lowerBlockBody(d, node.statement);
    finish(loop, label, out);
  });
}

/** `for (const x of y)`, `for (const k in o)`: what it goes over is evaluated once, the item's `let` begins each pass. */
export function lowerForEach(d: Draft, node: ts.ForOfStatement | ts.ForInStatement, out: Stmt[], label: string | undefined): void {
  const before: Stmt[] = [];
  const form = node.kind === K.ForOfStatement ? "of" : "in";
  const over = hold(d, lowerExpr(d, node.expression), undefined, spanOf(d.text, node.expression), before);
  inScope(d, () => {
    const { initializer } = node;
    const first: Stmt[] = [];
    const item: Item = { kind: "item", of: over, rest: false, keys: form === "in", span: spanOf(d.text, initializer) };
    if (initializer.kind === K.VariableDeclarationList) {
      const list = initializer as ts.VariableDeclarationList;
      hoistLexical(d, list);
      const name = list.declarations[0]?.name;
      if (name?.kind === K.Identifier) bindName(d, name, item, undefined, item.span, first);
      else if (name !== undefined) unpack(d, name, hold(d, item, undefined, spanOf(d.text, name), first), first);
    } else assignItem(d, initializer as ts.Expression, item, first);
    const body = lowerBlockBody(d, node.statement, first);
    const isAwait = node.kind === K.ForOfStatement && node.awaitModifier !== undefined;
    finish({ kind: "loop", form, before, over, await: isAwait, body, ...spansOf(d, node) }, label, out);
  });
}

/** `for (x of y)` writes to an outer x what only the loop knows. */
function assignItem(d: Draft, node: ts.Expression, item: Item, out: Stmt[]): void {
  if (node.kind === K.ObjectLiteralExpression || node.kind === K.ArrayLiteralExpression) {
    lowerItemPattern(d, node, hold(d, item, undefined, item.span, out), out);
    return;
  }
  const target: Expr = lowerTarget(d, node);
  if (target.kind !== "local") out.push({ kind: "eval", expr: assign(d, "=", target, item, item.span), span: item.span });
  else {
    addWrite(d, target.binding, unknownOf(item.span, [item]));
    out.push({ kind: "eval", expr: { kind: "assign", op: "=", target, value: item, span: item.span }, span: item.span });
  }
}

export function lowerWhile(d: Draft, node: ts.WhileStatement, out: Stmt[], label: string | undefined): void {
  const test = lowerExpr(d, node.expression);
  const body = lowerBlockBody(d, node.statement);
  finish({ kind: "loop", form: "while", before: [], test, await: false, body, ...spansOf(d, node) }, label, out);
}

export function lowerDo(d: Draft, node: ts.DoStatement, out: Stmt[], label: string | undefined): void {
  const body = lowerBlockBody(d, node.statement);
  const test = lowerExpr(d, node.expression);
  finish({ kind: "loop", form: "do", before: [], test, await: false, body, ...spansOf(d, node) }, label, out);
}
