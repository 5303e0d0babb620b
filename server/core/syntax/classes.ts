import * as ts from "typescript";
import type { BindingId, Class, ClassId, ClassMember, Expr, Func, Stmt } from "../facts";
import {
  bindingOf,
  type Draft,
  hasModifier,
  localOf,
  type Mutable,
  nameFunction,
  nameOf,
  nextClass,
  nextFunction,
  unknownOf,
} from "./draft";
import { lowerExpr } from "./expressions";
import { lowerFunction, startPastExport, withFunction } from "./functions";
import { isPlain } from "./literals";
import { declare, declareTypeParameters, hoistBlock, hoistVars, inScope } from "./scope";
import { lowerStatements } from "./statements";
import { spanOf } from "./trivia";
import { lowerType } from "./types";

const K = ts.SyntaxKind;

/** `class StripeError extends Error {}`: a `let` of its name; decorators and computed keys are evaluated before it. */
export function lowerClassDeclaration(d: Draft, node: ts.ClassDeclaration, id: BindingId | undefined, out: Stmt[]): Expr {
  const extras: Expr[] = [];
  const ref = lowerClass(d, node, id, extras);
  if (extras.length > 0) out.push({ kind: "eval", expr: unknownOf(ref.span, extras), span: ref.span });
  if (id === undefined) return ref;
  const binding = bindingOf(d, id);
  binding.class ??= (ref as { id: ClassId }).id;
  binding.initial ??= ref;
  out.push({ kind: "let", binding: id, initial: ref, span: ref.span });
  return localOf(id, binding.span);
}

export function lowerClassExpression(d: Draft, node: ts.ClassExpression): Expr {
  const extras: Expr[] = [];
  const ref = lowerClass(d, node, undefined, extras);
  return extras.length === 0 ? ref : unknownOf(ref.span, [...extras, ref]);
}

function lowerClass(d: Draft, node: ts.ClassLikeDeclaration, id: BindingId | undefined, extras: Expr[]): Expr {
  const members: ClassMember[] = [];
  const span = { start: startPastExport(d, node), end: node.end };
  const made: Mutable<Class> = { id: nextClass(d), span, members };
  d.classes[made.id] = made;
  if (node.name !== undefined) made.name = nameOf(node.name);
  if (id !== undefined) made.binding = id;
  inScope(d, () => {
    if (node.kind === K.ClassExpression && node.name !== undefined) {
      const own = declare(d, d.scope, node.name, "class");
      own.class = made.id;
      made.binding = own.id;
    }
    declareTypeParameters(d.scope, node.typeParameters);
    lowerDecorators(d, node, extras);
    for (const clause of node.heritageClauses ?? []) {
      const base = clause.token === K.ExtendsKeyword ? clause.types[0] : undefined;
      if (base !== undefined) made.extends = lowerExpr(d, base.expression);
    }
    for (const member of node.members) lowerMember(d, member, made.id, members, extras);
  });
  return { kind: "class", id: made.id, span };
}

function lowerDecorators(d: Draft, node: ts.Node, extras: Expr[]): void {
  const modifiers = (node as { readonly modifiers?: readonly ts.Node[] }).modifiers;
  if (modifiers !== undefined) for (const modifier of modifiers) if (modifier.kind === K.Decorator) extras.push(lowerExpr(d, modifier));
}

function lowerMember(d: Draft, node: ts.ClassElement, owner: ClassId, members: ClassMember[], extras: Expr[]): void {
  lowerDecorators(d, node, extras);
  switch (node.kind) {
    case K.PropertyDeclaration:
      members.push(lowerField(d, node as ts.PropertyDeclaration, extras));
      break;
    case K.MethodDeclaration:
    case K.GetAccessor:
    case K.SetAccessor:
    case K.Constructor:
      lowerMethod(d, node as MethodNode, owner, members, extras);
      break;
    case K.ClassStaticBlockDeclaration:
      lowerStaticBlock(d, node as ts.ClassStaticBlockDeclaration, owner);
      break;
  }
}

function lowerField(d: Draft, node: ts.PropertyDeclaration, extras: Expr[]): ClassMember {
  const name = memberName(d, node.name, extras);
  const member: Mutable<ClassMember> = { name, kind: "property", static: hasModifier(node, K.StaticKeyword), span: spanOf(d.text, node) };
  if (node.type !== undefined) member.type = lowerType(d, node.type);
  if (node.initializer !== undefined) {
    member.value = lowerExpr(d, node.initializer);
    nameFunction(d, member.value, name);
  }
  return member;
}

type MethodNode = ts.MethodDeclaration | ts.GetAccessorDeclaration | ts.SetAccessorDeclaration | ts.ConstructorDeclaration;

/** An overload makes no member; an abstract method one without a function. */
function lowerMethod(d: Draft, node: MethodNode, owner: ClassId, members: ClassMember[], extras: Expr[]): void {
  const name = node.kind === K.Constructor ? "constructor" : memberName(d, node.name, extras);
  for (const parameter of node.parameters) lowerDecorators(d, parameter, extras);
  if (node.body === undefined && !hasModifier(node, K.AbstractKeyword)) return;
  const kind = MEMBER_KINDS[node.kind];
  const member: Mutable<ClassMember> = { name, kind, static: hasModifier(node, K.StaticKeyword), span: spanOf(d.text, node) };
  members.push(member);
  if (node.body === undefined) return;
  const func = lowerFunction(d, node, { name, owner });
  member.func = func;
  if (node.kind === K.Constructor) lowerParameterProperties(d, node, d.functions[func] as Func, members);
}

const MEMBER_KINDS = {
  [K.MethodDeclaration]: "method",
  [K.GetAccessor]: "getter",
  [K.SetAccessor]: "setter",
  [K.Constructor]: "constructor",
} as const;

/** `constructor(private readonly key: string)` declares the property `key` with the parameter as its value. */
function lowerParameterProperties(d: Draft, node: ts.ConstructorDeclaration, func: Func, members: ClassMember[]): void {
  for (const param of func.params) {
    const { name, span, type } = bindingOf(d, param.binding);
    const parameter = node.parameters.find((p) => p.name.kind === K.Identifier && nameOf(p.name) === name && p.name.end === span.end);
    if (parameter === undefined || !PROPERTY_MODIFIERS.some((modifier) => hasModifier(parameter, modifier))) continue;
    const value = localOf(param.binding, span);
    const member: Mutable<ClassMember> = { name, kind: "property", static: false, span: spanOf(d.text, parameter), value };
    if (type !== undefined) member.type = type;
    members.push(member);
  }
}

const PROPERTY_MODIFIERS = [K.PublicKeyword, K.PrivateKeyword, K.ProtectedKeyword, K.ReadonlyKeyword, K.OverrideKeyword];

/** `static { … }` is a function of the class without name and member. */
function lowerStaticBlock(d: Draft, node: ts.ClassStaticBlockDeclaration, owner: ClassId): void {
  const body: Stmt[] = [];
  const span = spanOf(d.text, node);
  const id = nextFunction(d);
  const func: Func = { id, span, parent: d.func, owner, params: [], body, async: false, generator: false, arrow: false };
  d.functions[id] = func;
  withFunction(d, func, () => {
    hoistVars(d, node.body.statements);
    hoistBlock(d, node.body.statements);
    lowerStatements(d, node.body.statements, body);
  });
}

/** `code`, `#code`, `"code"`, `404`; a computed key is its text, and evaluated with the class unless it is a plain name. */
function memberName(d: Draft, name: ts.PropertyName, extras: Expr[]): string {
  switch (name.kind) {
    case K.Identifier:
    case K.PrivateIdentifier:
      return nameOf(name);
    case K.ComputedPropertyName: {
      const key = lowerExpr(d, name.expression);
      if (key.kind === "literal" && typeof key.value === "string") return key.value;
      if (!isPlain(key)) extras.push(key);
      const span = spanOf(d.text, name);
      return d.text.slice(span.start, span.end);
    }
    default:
      return name.text;
  }
}
