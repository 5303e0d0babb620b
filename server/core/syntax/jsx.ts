import * as ts from "typescript";
import type { Expr, Unknown } from "../facts";
import { type Draft, nameOf, unknownOf } from "./draft";
import { lowerExpr } from "./expressions";
import { spanOf } from "./trivia";

const K = ts.SyntaxKind;

/** `<Row error={e} onRetry={() => go()}>{text}</Row>` is an unknown of Row, e, the function and text. */
export function lowerJsx(d: Draft, node: ts.JsxElement | ts.JsxSelfClosingElement | ts.JsxFragment): Unknown {
  const children: Expr[] = [];
  if (node.kind !== K.JsxFragment) {
    const opening = node.kind === K.JsxElement ? node.openingElement : node;
    lowerTag(d, opening.tagName, children);
    for (const property of opening.attributes.properties) lowerAttribute(d, property, children);
  }
  if (node.kind !== K.JsxSelfClosingElement) for (const child of node.children) lowerChild(d, child, children);
  return unknownOf(spanOf(d.text, node), children);
}

/** `<div>` names no value. */
function lowerTag(d: Draft, tag: ts.JsxTagNameExpression, out: Expr[]): void {
  if (tag.kind === K.JsxNamespacedName) return;
  if (tag.kind === K.Identifier && /^[a-z]|^$/.test(nameOf(tag))) return;
  out.push(lowerExpr(d, tag));
}

function lowerAttribute(d: Draft, property: ts.JsxAttributeLike, out: Expr[]): void {
  if (property.kind === K.JsxSpreadAttribute) {
    out.push({ kind: "spread", value: lowerExpr(d, property.expression), span: spanOf(d.text, property) });
    return;
  }
  const value = property.initializer;
  if (value !== undefined && value.kind !== K.StringLiteral) lowerChild(d, value, out);
}

function lowerChild(d: Draft, child: ts.JsxChild, out: Expr[]): void {
  if (child.kind === K.JsxText) return;
  if (child.kind !== K.JsxExpression) out.push(lowerExpr(d, child));
  else if (child.expression !== undefined) out.push(lowerExpr(d, child.expression));
}
