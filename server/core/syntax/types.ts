import * as ts from "typescript";
import type { BindingId, Func, Type } from "../facts";
import type { Span } from "../text";
import { DEEPEST, type Draft, nameOf, newScope, type TypeDeclaration } from "./draft";
import { declareTypeParameters, lookupType } from "./scope";
import { spanOf } from "./trivia";

const K = ts.SyntaxKind;

type Form = { lower(d: Draft, node: ts.TypeNode): Type }["lower"];

const forms: (Form | undefined)[] = [];

export function lowerType(d: Draft, node: ts.TypeNode): Type {
  const lower = forms[node.kind];
  if (lower === undefined || d.depth >= DEEPEST) return other(d, node);
  d.depth++;
  const type = lower(d, node);
  d.depth--;
  return type;
}

const other = (d: Draft, node: ts.Node): Type => ({ kind: "other", span: spanOf(d.text, node) });

/** `e is StripeError` as a return type. An assertion (`asserts e is X`) gives no value to test. */
export function lowerGuard(d: Draft, node: ts.TypePredicateNode, parameters: readonly ts.ParameterDeclaration[]): Func["guard"] {
  if (node.type === undefined || node.assertsModifier !== undefined || node.parameterName.kind !== K.Identifier) return undefined;
  const name = nameOf(node.parameterName);
  const param = parameters.findIndex((p) => p.name.kind === K.Identifier && nameOf(p.name) === name);
  return param < 0 ? undefined : { param, type: lowerType(d, node.type) };
}

/** `Stripe.errors.StripeError` gives its three names; nothing for what is no plain path. */
function entityPath(node: ts.EntityName | ts.Expression, path: string[]): boolean {
  if (node.kind === K.Identifier) path.push(nameOf(node as ts.Identifier));
  else if (node.kind === K.QualifiedName) {
    const { left, right } = node as ts.QualifiedName;
    if (!entityPath(left, path)) return false;
    path.push(nameOf(right));
  } else return false;
  return true;
}

function lowerReference(d: Draft, node: ts.TypeReferenceNode): Type {
  const path: string[] = [];
  if (!entityPath(node.typeName, path)) return other(d, node);
  const args = (node.typeArguments ?? []).map((argument) => lowerType(d, argument));
  return named(d, path, args, spanOf(d.text, node));
}

function named(d: Draft, path: readonly string[], args: readonly Type[], span: Span): Type {
  const found = lookupType(d.scope, path[0] ?? "");
  if (found === undefined) return { kind: "name", path, args, span };
  if (typeof found === "number") return { kind: "name", path, binding: found satisfies BindingId, args, span };
  const means = path.length === 1 ? meaningOf(d, found) : undefined;
  return { kind: "name", path, args, span, means: means ?? { kind: "other", span } };
}

/** A name stands for a name stands for a name: followed this far. */
const ALIASES_FOLLOWED = 3;

/** What an interface, an alias or the bound of a type parameter says, read where it stands. */
function meaningOf(d: Draft, { node, scope }: { readonly node: TypeDeclaration; readonly scope: Draft["scope"] }): Type | undefined {
  if (d.aliasDepth >= ALIASES_FOLLOWED) return undefined;
  const outer = d.scope;
  d.aliasDepth++;
  d.scope = newScope(scope);
  if (node.kind !== K.TypeParameter) declareTypeParameters(d.scope, node.typeParameters);
  const means = readDeclaration(d, node);
  d.scope = outer;
  d.aliasDepth--;
  return means;
}

function readDeclaration(d: Draft, node: TypeDeclaration): Type | undefined {
  switch (node.kind) {
    case K.TypeAliasDeclaration:
      return lowerType(d, node.type);
    case K.TypeParameter:
      return node.constraint === undefined ? undefined : lowerType(d, node.constraint);
    case K.InterfaceDeclaration:
      return { kind: "object", fields: lowerFields(d, node.members), span: spanOf(d.text, node) };
  }
}

function lowerFields(d: Draft, members: readonly ts.TypeElement[]): readonly { readonly name: string; readonly type: Type }[] {
  const fields: { name: string; type: Type }[] = [];
  for (const member of members) {
    const name = member.name === undefined ? undefined : fieldName(member.name);
    if (name === undefined) continue;
    const declared = member.kind === K.PropertySignature ? (member as ts.PropertySignature).type : undefined;
    fields.push({ name, type: declared === undefined ? other(d, member) : lowerType(d, declared) });
  }
  return fields;
}

function fieldName(name: ts.PropertyName): string | undefined {
  if (name.kind === K.Identifier || name.kind === K.PrivateIdentifier) return nameOf(name);
  return name.kind === K.ComputedPropertyName ? undefined : name.text;
}

function lowerLiteral(d: Draft, node: ts.LiteralTypeNode): Type {
  const value = literalValue(node.literal);
  return value === undefined ? other(d, node) : { kind: "literal", value, span: spanOf(d.text, node) };
}

function literalValue(node: ts.LiteralTypeNode["literal"]): string | number | boolean | null | undefined {
  switch (node.kind) {
    case K.StringLiteral:
    case K.NoSubstitutionTemplateLiteral:
      return (node as ts.StringLiteral).text;
    case K.NumericLiteral:
      return Number((node as ts.NumericLiteral).text);
    case K.TrueKeyword:
      return true;
    case K.FalseKeyword:
      return false;
    case K.NullKeyword:
      return null;
    case K.PrefixUnaryExpression: {
      const { operator, operand } = node as ts.PrefixUnaryExpression;
      return operator === K.MinusToken && operand.kind === K.NumericLiteral ? -Number((operand as ts.NumericLiteral).text) : undefined;
    }
    default:
      return undefined;
  }
}

/** `Error & { code?: string }` is the name in it, since the value is one, and so is `string & {}`; objects alone are put together. */
function lowerIntersection(d: Draft, node: ts.IntersectionTypeNode): Type {
  const types = node.types.map((type) => lowerType(d, type));
  const name = types.find((type) => type.kind === "name") ?? types.find((type) => type.kind === "primitive");
  if (name !== undefined) return name;
  const objects = types.filter((type) => type.kind === "object");
  const span = spanOf(d.text, node);
  return objects.length === 0 ? { kind: "other", span } : { kind: "object", fields: objects.flatMap((type) => type.fields), span };
}

const lowerInner: Form = (d: Draft, node: ts.TypeNode & { readonly type: ts.TypeNode }) => lowerType(d, node.type);

forms[K.TypeReference] = lowerReference;
forms[K.LiteralType] = lowerLiteral;
forms[K.UnionType] = (d: Draft, node: ts.UnionTypeNode) => ({
  kind: "union",
  types: node.types.map((type) => lowerType(d, type)),
  span: spanOf(d.text, node),
});
forms[K.IntersectionType] = lowerIntersection;
forms[K.TypeLiteral] = (d: Draft, node: ts.TypeLiteralNode) => ({
  kind: "object",
  fields: lowerFields(d, node.members),
  span: spanOf(d.text, node),
});
forms[K.ArrayType] = (d: Draft, node: ts.ArrayTypeNode) => ({
  kind: "name",
  path: ["Array"],
  args: [lowerType(d, node.elementType)],
  span: spanOf(d.text, node),
});
forms[K.TypeOperator] = (d: Draft, node: ts.TypeOperatorNode) =>
  node.operator === K.ReadonlyKeyword ? lowerType(d, node.type) : other(d, node);
forms[K.ParenthesizedType] = lowerInner;
forms[K.OptionalType] = lowerInner;

/** `string`, `number` and the like; `any` and `unknown` tell nothing and stay `other`. */
const primitives: readonly (readonly [ts.SyntaxKind, string])[] = [
  [K.StringKeyword, "string"],
  [K.NumberKeyword, "number"],
  [K.BooleanKeyword, "boolean"],
  [K.BigIntKeyword, "bigint"],
  [K.SymbolKeyword, "symbol"],
  [K.UndefinedKeyword, "undefined"],
  [K.VoidKeyword, "void"],
  [K.NeverKeyword, "never"],
];
for (const [kind, name] of primitives) forms[kind] = (d, node) => ({ kind: "primitive", name, span: spanOf(d.text, node) });
