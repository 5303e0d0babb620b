import * as ts from "typescript";
import type { BindingId, BindingKind } from "../facts";
import {
  type Draft,
  type DraftBinding,
  hasModifier,
  nameOf,
  newBinding,
  newScope,
  type Scope,
  type TypeDeclaration,
  type TypeName,
} from "./draft";
import { hoistImport, hoistImportEquals } from "./modules";
import { spanOf } from "./trivia";

const K = ts.SyntaxKind;

/** The binding that a name means at this place; nothing for a global. */
export function lookup(scope: Scope, name: string): BindingId | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = at.values?.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a name means in a type: the nearest interface, alias or type parameter, else a value's binding (a class, an import). */
export function lookupType(scope: Scope, name: string): TypeName | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = at.types?.get(name) ?? at.values?.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Declares a name in this scope; a name that it already has keeps its binding (`var x; var x`, overloads, merged enums). */
export function declare(d: Draft, scope: Scope, node: ts.Identifier, kind: BindingKind): DraftBinding {
  const name = nameOf(node);
  const known = scope.values?.get(name);
  if (known !== undefined) return d.bindings[known] as DraftBinding;
  const binding = newBinding(d, name, kind, spanOf(d.text, node));
  if (name !== "") {
    scope.values ??= new Map();
    scope.values.set(name, binding.id);
  }
  return binding;
}

export function declareType(scope: Scope, name: string, type: TypeName): void {
  scope.types ??= new Map();
  if (!scope.types.has(name)) scope.types.set(name, type);
}

/** `{ a, b: [c] }` declares a and c. */
export function declarePattern(d: Draft, scope: Scope, name: ts.BindingName, kind: BindingKind): void {
  if (name.kind === K.Identifier) {
    declare(d, scope, name, kind);
    return;
  }
  for (const element of name.elements) if (element.kind === K.BindingElement) declarePattern(d, scope, element.name, kind);
}

export function declareTypeParameters(scope: Scope, parameters: readonly ts.TypeParameterDeclaration[] | undefined): void {
  if (parameters !== undefined) for (const node of parameters) declareTypeNode(scope, node);
}

/** Runs `body` in a scope of its own. */
export function inScope<T>(d: Draft, body: () => T): T {
  const outer = d.scope;
  d.scope = newScope(outer);
  const result = body();
  d.scope = outer;
  return result;
}

/** Declares what a list of statements declares for its whole block: functions may be called above their place. */
export function hoistBlock(d: Draft, statements: readonly ts.Statement[]): void {
  for (const statement of statements) hoist[statement.kind]?.(d, statement);
}

/** Bivariant on purpose: the index of a table is the kind of node that its function takes. */
type Hoist = { hoist(d: Draft, node: ts.Node): void }["hoist"];

const hoist: (Hoist | undefined)[] = [];
hoist[K.VariableStatement] = (d: Draft, node: ts.VariableStatement) => {
  if (!isAmbient(node)) hoistLexical(d, node.declarationList);
};
hoist[K.FunctionDeclaration] = (d: Draft, node: ts.FunctionDeclaration) => {
  if (node.name !== undefined && !isAmbient(node)) declare(d, d.scope, node.name, "function");
};
hoist[K.ClassDeclaration] = (d: Draft, node: ts.ClassDeclaration) => {
  if (node.name !== undefined && !isAmbient(node)) declare(d, d.scope, node.name, "class");
};
hoist[K.EnumDeclaration] = (d: Draft, node: ts.EnumDeclaration) => {
  declare(d, d.scope, node.name, "enum");
};
hoist[K.ModuleDeclaration] = (d: Draft, node: ts.ModuleDeclaration) => {
  if (node.name.kind === K.Identifier && !isAmbient(node) && hasValues(node)) declare(d, d.scope, node.name, "namespace");
};
hoist[K.InterfaceDeclaration] = (d: Draft, node: ts.InterfaceDeclaration) => declareTypeNode(d.scope, node);
hoist[K.TypeAliasDeclaration] = (d: Draft, node: ts.TypeAliasDeclaration) => declareTypeNode(d.scope, node);
hoist[K.ImportDeclaration] = hoistImport;
hoist[K.ImportEqualsDeclaration] = hoistImportEquals;
hoist[K.LabeledStatement] = (d: Draft, node: ts.LabeledStatement) => hoist[node.statement.kind]?.(d, node.statement);

const declareTypeNode = (scope: Scope, node: TypeDeclaration): void => declareType(scope, nameOf(node.name), { node, scope });

/** `declare const x` speaks of a global. */
export const isAmbient = (node: ts.Node): boolean => hasModifier(node, K.DeclareKeyword);

/** Declares the names of `let`, `const` and `using`; those of `var` belong to the function. */
export function hoistLexical(d: Draft, list: ts.VariableDeclarationList): void {
  if (!isLexical(list)) return;
  const kind = list.flags & ts.NodeFlags.Const ? "const" : list.flags & ts.NodeFlags.Using ? "const" : "let";
  for (const declaration of list.declarations) declarePattern(d, d.scope, declaration.name, kind);
}

const isLexical = (list: ts.VariableDeclarationList): boolean =>
  (list.flags & (ts.NodeFlags.Let | ts.NodeFlags.Const | ts.NodeFlags.Using)) !== 0;

/** Declares the `var`s below these statements, nested blocks included and functions left out. */
export function hoistVars(d: Draft, statements: readonly ts.Node[], params?: Scope): void {
  if (!d.hasVar) return;
  const open: ts.Node[] = [...statements];
  for (let i = 0; i < open.length; i++) {
    const node = open[i] as ts.Node;
    if (node.kind === K.VariableDeclarationList) {
      const list = node as ts.VariableDeclarationList;
      if (!isLexical(list)) for (const declaration of list.declarations) declareVar(d, declaration.name, params);
    } else if (holdsStatements(node)) {
      ts.forEachChild(node, (child) => {
        open.push(child);
      });
    }
  }
}

/** A `var` of a parameter's name is the parameter. */
function declareVar(d: Draft, name: ts.BindingName, params: Scope | undefined): void {
  if (name.kind !== K.Identifier) {
    for (const element of name.elements) if (element.kind === K.BindingElement) declareVar(d, element.name, params);
  } else if (params?.values?.has(nameOf(name)) !== true) declare(d, d.scope, name, "let");
}

function holdsStatements(node: ts.Node): boolean {
  switch (node.kind) {
    case K.VariableStatement:
      return !isAmbient(node);
    case K.Block:
    case K.IfStatement:
    case K.ForStatement:
    case K.ForInStatement:
    case K.ForOfStatement:
    case K.WhileStatement:
    case K.DoStatement:
    case K.SwitchStatement:
    case K.CaseBlock:
    case K.CaseClause:
    case K.DefaultClause:
    case K.LabeledStatement:
    case K.TryStatement:
    case K.CatchClause:
    case K.WithStatement:
      return true;
    default:
      return false;
  }
}

/** A namespace of types alone makes no value. */
function hasValues(node: ts.ModuleDeclaration): boolean {
  const body = node.body;
  if (body === undefined || body.kind === K.Identifier) return false;
  if (body.kind === K.ModuleDeclaration) return hasValues(body as ts.ModuleDeclaration);
  return (body as ts.ModuleBlock).statements.some(
    (s) =>
      s.kind !== K.InterfaceDeclaration &&
      s.kind !== K.TypeAliasDeclaration &&
      (s.kind !== K.ModuleDeclaration || hasValues(s as ts.ModuleDeclaration)),
  );
}
