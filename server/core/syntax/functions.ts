import * as ts from "typescript";
import type { ClassId, Expr, Func, FuncId, Param, Stmt } from "../facts";
import type { Span } from "../text";
import { addWrite, bindingOf, type Draft, hasModifier, localOf, type Mutable, nameOf, newBinding, newScope, nextFunction } from "./draft";
import { lowerExpr } from "./expressions";
import { unpack } from "./patterns";
import { declare, declarePattern, declareTypeParameters, hoistBlock, hoistVars } from "./scope";
import { lowerStatements } from "./statements";
import { skipTrivia, spanOf, startOf } from "./trivia";
import { lowerGuard, lowerType } from "./types";

const K = ts.SyntaxKind;

export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.GetAccessorDeclaration
  | ts.SetAccessorDeclaration;

export interface FunctionRole {
  readonly name?: string;
  readonly owner?: ClassId;
}

/** Makes the `Func` of anything that has parameters and a body. */
export function lowerFunction(d: Draft, node: FunctionNode, role: FunctionRole): FuncId {
  const ownName = node.kind === K.FunctionExpression || node.kind === K.FunctionDeclaration ? node.name : undefined;
  const name = ownName === undefined ? role.name : nameOf(ownName);
  const func: Mutable<Func> = {
    id: nextFunction(d),
    span: { start: startPastExport(d, node), end: node.end },
    parent: d.func,
    params: [],
    body: [],
    async: hasModifier(node, K.AsyncKeyword),
    generator: node.asteriskToken !== undefined,
    arrow: node.kind === K.ArrowFunction,
  };
  if (name !== undefined && name !== "") func.name = name;
  if (role.owner !== undefined) func.owner = role.owner;
  d.functions[func.id] = func;
  withFunction(d, func, () => {
    if (node.kind === K.FunctionExpression && node.name !== undefined) {
      declare(d, d.scope, node.name, "function").function = func.id;
      d.scope = newScope(d.scope);
    }
    declareTypeParameters(d.scope, node.typeParameters);
    lowerSignature(d, node, func);
  });
  return func.id;
}

/** Runs `body` with `func` as the function around, in a scope of its own. */
export function withFunction(d: Draft, func: Func, body: () => void): void {
  const { scope, func: outer } = d;
  d.scope = newScope(scope);
  d.func = func.id;
  body();
  d.scope = scope;
  d.func = outer;
}

function lowerSignature(d: Draft, node: FunctionNode, func: Mutable<Func>): void {
  const body: Stmt[] = [];
  // TypeScript's `this` parameter takes no argument.
  const nodes = node.parameters.filter((p) => !(p.name.kind === K.Identifier && nameOf(p.name) === "this"));
  for (const parameter of nodes) if (parameter.name.kind === K.Identifier) declare(d, d.scope, parameter.name, "param");
  for (const parameter of nodes) if (parameter.name.kind !== K.Identifier) declarePattern(d, d.scope, parameter.name, "let");
  func.params = nodes.map((parameter, place) => lowerParameter(d, parameter, place, body));
  if (node.type !== undefined) lowerReturnType(d, node.type, func, nodes);
  if (node.body === undefined) return;
  if (node.body.kind === K.Block) lowerBody(d, node.body as ts.Block, nodes.every(isSimple), body);
  else {
    const value = lowerExpr(d, node.body);
    body.push({ kind: "return", value, span: value.span });
  }
  func.body = body;
}

/** Without defaults and patterns, parameters and body share one scope. */
const isSimple = (node: ts.ParameterDeclaration): boolean => node.initializer === undefined && node.name.kind === K.Identifier;

function lowerBody(d: Draft, block: ts.Block, simple: boolean, out: Stmt[]): void {
  const params = d.scope;
  if (!simple) d.scope = newScope(params);
  hoistVars(d, block.statements, params);
  hoistBlock(d, block.statements);
  lowerStatements(d, block.statements, out);
}

/** A destructured parameter is a `temp`, unpacked at the start of the body. */
function lowerParameter(d: Draft, node: ts.ParameterDeclaration, place: number, body: Stmt[]): Param {
  const rest = node.dotDotDotToken !== undefined;
  const nameSpan = spanOf(d.text, node.name);
  const binding = node.name.kind === K.Identifier ? declare(d, d.scope, node.name, "param") : newBinding(d, "", "temp", nameSpan);
  binding.param = place;
  if (node.type !== undefined) binding.type = lowerType(d, node.type);
  const initial = node.initializer === undefined ? undefined : lowerExpr(d, node.initializer);
  if (node.name.kind !== K.Identifier) unpack(d, node.name, localOf(binding.id, nameSpan), body);
  return initial === undefined ? { binding: binding.id, rest } : { binding: binding.id, rest, initial };
}

function lowerReturnType(d: Draft, type: ts.TypeNode, func: Mutable<Func>, parameters: readonly ts.ParameterDeclaration[]): void {
  if (type.kind === K.TypePredicate) {
    const guard = lowerGuard(d, type as ts.TypePredicateNode, parameters);
    if (guard !== undefined) func.guard = guard;
  } else func.returns = lowerType(d, type);
}

/** `function f() {}` makes no statement: its binding holds the function. An overload or a `declare` has no body and makes nothing. */
export function lowerFunctionDeclaration(d: Draft, node: ts.FunctionDeclaration, id: number | undefined): Expr | undefined {
  if (node.body === undefined) return undefined;
  const func = lowerFunction(d, node, id === undefined && node.name === undefined ? { name: "default" } : {});
  const span = d.functions[func]?.span as Span;
  if (id === undefined) return { kind: "function", id: func, span };
  const binding = bindingOf(d, id);
  (d.functions[func] as Mutable<Func>).binding = id;
  if (binding.function === undefined) binding.function = func;
  else addWrite(d, id, { kind: "function", id: func, span });
  return undefined;
}

/** Where a declaration begins when decorators, `export` and `default` are left out. */
export function startPastExport(d: Draft, node: ts.Node): number {
  const modifiers = (node as { readonly modifiers?: readonly ts.Node[] }).modifiers;
  let start = -1;
  if (modifiers !== undefined) {
    for (const modifier of modifiers) {
      if (modifier.kind !== K.Decorator && modifier.kind !== K.ExportKeyword && modifier.kind !== K.DefaultKeyword) break;
      start = modifier.end;
    }
  }
  return start < 0 ? startOf(d.text, node) : skipTrivia(d.text, start, node.end);
}
