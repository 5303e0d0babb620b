import * as ts from "typescript";
import type { Call, Expr, Literal, Member, Unknown } from "../facts";
import { lowerClassExpression } from "./classes";
import { DEEPEST, type Draft, nameOf, plainLiteral, tooDeep, unknownOf } from "./draft";
import { lowerFunction } from "./functions";
import { lowerJsx } from "./jsx";
import { lowerNumber, lowerRegex, lowerString } from "./literals";
import { recordImportCall } from "./modules";
import { lowerObject } from "./objects";
import { lowerBinary, lowerConditional, lowerPostfix, lowerPrefix, lowerUnary } from "./operators";
import { lookup } from "./scope";
import { spanOf, startOf } from "./trivia";
import { lowerType } from "./types";

const K = ts.SyntaxKind;

/** Bivariant on purpose: the index of the table is the kind of node that the function takes. */
type Form = { lower(d: Draft, node: ts.Node): Expr }["lower"];

const forms: (Form | undefined)[] = [];

export function lowerExpr(d: Draft, node: ts.Node): Expr {
  if (d.depth >= DEEPEST) return tooDeep(d, node);
  d.depth++;
  const lower = forms[node.kind];
  const expr = lower === undefined ? lowerOther(d, node) : lower(d, node);
  d.depth--;
  return expr;
}

export function lowerExprs(d: Draft, nodes: readonly ts.Expression[]): readonly Expr[] {
  const exprs: Expr[] = [];
  for (const node of nodes) if (node.kind !== K.OmittedExpression) exprs.push(lowerExpr(d, node));
  return exprs;
}

/** What has no form keeps the parts that have one. */
function lowerOther(d: Draft, node: ts.Node): Unknown {
  const children: Expr[] = [];
  ts.forEachChild(node, (child) => {
    if (forms[child.kind] !== undefined) children.push(lowerExpr(d, child));
  });
  return unknownOf(spanOf(d.text, node), children);
}

/** `x`. `undefined` counts as a literal unless the file declares it; a name still to be typed is unknown. */
export function lowerIdentifier(d: Draft, node: ts.Identifier): Expr {
  const name = nameOf(node);
  const span = spanOf(d.text, node);
  if (name === "") return unknownOf(span);
  const binding = lookup(d.scope, name);
  if (binding !== undefined) return { kind: "local", binding, span };
  if (name === "undefined") return plainLiteral(undefined, span);
  return { kind: "global", name, span };
}

function lowerProperty(d: Draft, node: ts.PropertyAccessExpression): Member {
  const object = lowerExpr(d, node.expression);
  const optional = node.questionDotToken !== undefined;
  const nameSpan = spanOf(d.text, node.name);
  return { kind: "member", object, name: nameOf(node.name), nameSpan, optional, span: spanOf(d.text, node) };
}

/** `a["b"]` is `a.b` with the inside of the quotes as the name's span. */
function lowerElement(d: Draft, node: ts.ElementAccessExpression): Member {
  const object = lowerExpr(d, node.expression);
  const index = lowerExpr(d, node.argumentExpression);
  const optional = node.questionDotToken !== undefined;
  const span = spanOf(d.text, node);
  if (index.kind === "literal" && typeof index.value === "string") {
    return { kind: "member", object, name: index.value, nameSpan: index.valueSpan, optional, span };
  }
  return { kind: "member", object, nameSpan: index.span, index, optional, span };
}

function lowerCall(d: Draft, node: ts.CallExpression): Expr {
  const span = spanOf(d.text, node);
  if (node.expression.kind === K.ImportKeyword) {
    const args = lowerExprs(d, node.arguments);
    return recordImportCall(d, "dynamic", args, span) ?? unknownOf(span, args);
  }
  const callee = lowerExpr(d, node.expression);
  const args = lowerExprs(d, node.arguments);
  if (callee.kind === "global" && callee.name === "require") {
    const module = recordImportCall(d, "require", args, span);
    if (module !== undefined) return module;
  }
  return { kind: "call", callee, args, optional: node.questionDotToken !== undefined, span } satisfies Call;
}

function lowerNew(d: Draft, node: ts.NewExpression): Expr {
  const callee = lowerExpr(d, node.expression);
  const args = node.arguments === undefined ? [] : lowerExprs(d, node.arguments);
  return { kind: "new", callee, args, span: spanOf(d.text, node) };
}

/** The parts of `a${x}b`: `["a", x, "b"]`, empty texts left out. */
function templateParts(d: Draft, node: ts.TemplateLiteral): readonly (string | Expr)[] {
  if (node.kind === K.NoSubstitutionTemplateLiteral) return [node.text];
  const parts: (string | Expr)[] = [];
  if (node.head.text !== "") parts.push(node.head.text);
  for (const part of node.templateSpans) {
    parts.push(lowerExpr(d, part.expression));
    if (part.literal.text !== "") parts.push(part.literal.text);
  }
  return parts;
}

/** `x as const` says nothing that its value does not. */
function lowerCast(d: Draft, node: ts.AsExpression | ts.SatisfiesExpression | ts.TypeAssertion): Expr {
  const value = lowerExpr(d, node.expression);
  if (node.kind !== K.SatisfiesExpression && isConst(node.type)) return value;
  return { kind: "cast", value, type: lowerType(d, node.type), span: spanOf(d.text, node) };
}

function isConst(type: ts.TypeNode): boolean {
  if (type.kind !== K.TypeReference) return false;
  const name = (type as ts.TypeReferenceNode).typeName;
  return name.kind === K.Identifier && nameOf(name) === "const";
}

const lowerInner: Form = (d: Draft, node: { readonly expression: ts.Expression } & ts.Node) => lowerExpr(d, node.expression);

const constant =
  (value: Literal["value"]): Form =>
  (d, node) =>
    plainLiteral(value, spanOf(d.text, node));

const reserved =
  (name: string): Form =>
  (d, node) => ({ kind: "global", name, span: spanOf(d.text, node) });

forms[K.Identifier] = lowerIdentifier;
forms[K.StringLiteral] = lowerString;
forms[K.NoSubstitutionTemplateLiteral] = lowerString;
forms[K.NumericLiteral] = lowerNumber;
forms[K.BigIntLiteral] = (d, node) => unknownOf(spanOf(d.text, node));
forms[K.RegularExpressionLiteral] = lowerRegex;
forms[K.TrueKeyword] = constant(true);
forms[K.FalseKeyword] = constant(false);
forms[K.NullKeyword] = constant(null);
forms[K.ThisKeyword] = (d, node) => ({ kind: "this", span: spanOf(d.text, node) });
forms[K.SuperKeyword] = reserved("super");
forms[K.MetaProperty] = (d: Draft, node: ts.MetaProperty) => ({
  kind: "global",
  name: node.keywordToken === K.ImportKeyword ? "import.meta" : "new.target",
  span: spanOf(d.text, node),
});
forms[K.PropertyAccessExpression] = lowerProperty;
forms[K.ElementAccessExpression] = lowerElement;
forms[K.CallExpression] = lowerCall;
forms[K.NewExpression] = lowerNew;
forms[K.ObjectLiteralExpression] = lowerObject;
forms[K.ArrayLiteralExpression] = (d: Draft, node: ts.ArrayLiteralExpression) => {
  const items: Expr[] = [];
  for (const element of node.elements) items.push(lowerExpr(d, element));
  return { kind: "array", items, span: spanOf(d.text, node) };
};
forms[K.OmittedExpression] = (d, node) => plainLiteral(undefined, { start: startOf(d.text, node), end: node.end });
forms[K.SpreadElement] = (d: Draft, node: ts.SpreadElement) => ({
  kind: "spread",
  value: lowerExpr(d, node.expression),
  span: spanOf(d.text, node),
});
forms[K.TemplateExpression] = (d: Draft, node: ts.TemplateExpression) => ({
  kind: "template",
  parts: templateParts(d, node),
  span: spanOf(d.text, node),
});
forms[K.TaggedTemplateExpression] = (d: Draft, node: ts.TaggedTemplateExpression) => {
  const tag = lowerExpr(d, node.tag);
  return { kind: "template", parts: templateParts(d, node.template), tag, span: spanOf(d.text, node) };
};
const lowerFunctionExpression: Form = (d: Draft, node: ts.FunctionExpression | ts.ArrowFunction) => ({
  kind: "function",
  id: lowerFunction(d, node, {}),
  span: spanOf(d.text, node),
});
forms[K.FunctionExpression] = lowerFunctionExpression;
forms[K.ArrowFunction] = lowerFunctionExpression;
forms[K.ClassExpression] = lowerClassExpression;
forms[K.ConditionalExpression] = lowerConditional;
forms[K.BinaryExpression] = lowerBinary;
forms[K.PrefixUnaryExpression] = lowerPrefix;
forms[K.PostfixUnaryExpression] = lowerPostfix;
forms[K.TypeOfExpression] = lowerUnary;
forms[K.VoidExpression] = lowerUnary;
forms[K.DeleteExpression] = lowerUnary;
forms[K.AwaitExpression] = (d: Draft, node: ts.AwaitExpression) => ({
  kind: "await",
  value: lowerExpr(d, node.expression),
  span: spanOf(d.text, node),
});
forms[K.YieldExpression] = lowerOther;
forms[K.AsExpression] = lowerCast;
forms[K.SatisfiesExpression] = lowerCast;
forms[K.TypeAssertionExpression] = lowerCast;
forms[K.ParenthesizedExpression] = lowerInner;
forms[K.NonNullExpression] = lowerInner;
forms[K.ExpressionWithTypeArguments] = lowerInner;
forms[K.Decorator] = lowerInner;
forms[K.JsxElement] = lowerJsx;
forms[K.JsxSelfClosingElement] = lowerJsx;
forms[K.JsxFragment] = lowerJsx;
