import * as ts from "typescript";
import type { Assign, BindingId, Expr, Import, ImportRef, Stmt } from "../facts";
import type { Span } from "../text";
import { bindingOf, type Draft, hasModifier, localOf, type Mutable, nameOf, newBinding } from "./draft";
import { lowerExpr } from "./expressions";
import { lowerString } from "./literals";
import { declare, declareType, lookup } from "./scope";
import { spanOf } from "./trivia";

const K = ts.SyntaxKind;

type ImportedName = Import["names"][number];

const textOf = (name: ts.ModuleExportName): string => (name.kind === K.Identifier ? nameOf(name) : name.text);

/** `import a, { b as c } from "m"`: bindings for the whole module, before anything else is read. */
export function hoistImport(d: Draft, node: ts.ImportDeclaration): void {
  const clause = node.importClause;
  const typeOnly = clause?.phaseModifier === K.TypeKeyword;
  const source = specifier(d, node.moduleSpecifier);
  const names: ImportedName[] = [];
  const add = (name: ts.Identifier, imported: string, type: boolean): void => {
    const span = spanOf(d.text, name);
    names.push({ imported, binding: bindImport(d, name, source, imported, type), span });
  };
  if (clause?.name !== undefined) add(clause.name, "default", typeOnly);
  const bindings = clause?.namedBindings;
  if (bindings?.kind === K.NamespaceImport) add(bindings.name, "*", typeOnly);
  else if (bindings !== undefined) {
    for (const e of bindings.elements) add(e.name, textOf(e.propertyName ?? e.name), typeOnly || e.isTypeOnly);
  }
  d.imports.push({ source, sourceSpan: spanOf(d.text, node.moduleSpecifier), kind: "import", names, typeOnly });
}

/** A type's import has a binding for types alone: it hides no value. */
function bindImport(d: Draft, name: ts.Identifier, source: string, imported: string, typeOnly: boolean): BindingId {
  const span = spanOf(d.text, name);
  const binding = typeOnly ? newBinding(d, nameOf(name), "import", span) : declare(d, d.scope, name, "import");
  if (typeOnly) declareType(d.scope, nameOf(name), binding.id);
  binding.initial = { kind: "import", source, name: imported, span };
  return binding.id;
}

function specifier(d: Draft, node: ts.Node): string {
  if (node.kind !== K.StringLiteral && node.kind !== K.NoSubstitutionTemplateLiteral) return "";
  return String(lowerString(d, node as ts.StringLiteral).value);
}

/** `import x = require("m")`; `import x = A.B` is a constant. */
export function hoistImportEquals(d: Draft, node: ts.ImportEqualsDeclaration): void {
  const { moduleReference: reference } = node;
  if (reference.kind !== K.ExternalModuleReference) {
    if (!node.isTypeOnly) declare(d, d.scope, node.name, "const");
    return;
  }
  const source = specifier(d, reference.expression);
  const binding = bindImport(d, node.name, source, "*", node.isTypeOnly);
  const names = [{ imported: "*", binding, span: spanOf(d.text, node.name) }];
  d.imports.push({ source, sourceSpan: spanOf(d.text, reference.expression), kind: "require", names, typeOnly: node.isTypeOnly });
}

export function lowerImportEquals(d: Draft, node: ts.ImportEqualsDeclaration, out: Stmt[]): void {
  const { moduleReference: reference } = node;
  const id = lookup(d.scope, nameOf(node.name));
  if (node.isTypeOnly || id === undefined) return;
  if (reference.kind !== K.ExternalModuleReference) {
    const initial = lowerEntity(d, reference);
    bindingOf(d, id).initial ??= initial;
    out.push({ kind: "let", binding: id, initial, span: spanOf(d.text, node) });
  }
  exportDeclared(d, node, undefined);
}

/** `A.B.C` where it names a value. */
function lowerEntity(d: Draft, node: ts.EntityName): Expr {
  if (node.kind === K.Identifier) return lowerExpr(d, node);
  const object = lowerEntity(d, node.left);
  return {
    kind: "member",
    object,
    name: nameOf(node.right),
    nameSpan: spanOf(d.text, node.right),
    optional: false,
    span: spanOf(d.text, node),
  };
}

/** `require("m")` and `import("m")` with a plain text: the module, and an entry among the imports. */
export function recordImportCall(d: Draft, kind: "require" | "dynamic", args: readonly Expr[], span: Span): ImportRef | undefined {
  const source = args[0];
  if (source?.kind !== "literal" || typeof source.value !== "string" || (kind === "require" && args.length > 1)) return undefined;
  d.imports.push({ source: source.value, sourceSpan: source.span, kind, names: [{ imported: "*", span }], typeOnly: false });
  return { kind: "import", source: source.value, name: "*", span };
}

/** `const { a: b } = require("m")` imports `a` as b; `const x = await import("m")` imports all as x. */
export function nameImport(d: Draft, node: ts.VariableDeclaration, value: Expr): void {
  const module = value.kind === "await" ? value.value : value;
  const last = d.imports[d.imports.length - 1];
  if (module.kind !== "import" || last?.names[0]?.span !== module.span) return;
  const names: ImportedName[] = [];
  const add = (name: ts.BindingName, imported: string): void => {
    const binding = name.kind === K.Identifier ? lookup(d.scope, nameOf(name)) : undefined;
    names.push(binding === undefined ? { imported, span: spanOf(d.text, name) } : { imported, binding, span: spanOf(d.text, name) });
  };
  if (node.name.kind === K.Identifier) add(node.name, "*");
  else if (node.name.kind === K.ObjectBindingPattern) {
    for (const e of node.name.elements) add(e.name, e.dotDotDotToken === undefined ? patternKey(e.propertyName ?? e.name) : "*");
  }
  (last as Mutable<Import>).names = names;
}

function patternKey(name: ts.PropertyName | ts.BindingName): string {
  if (name.kind === K.Identifier) return nameOf(name);
  return name.kind === K.StringLiteral ? name.text : "*";
}

/** `export const { a, b: [c] } = …` exports a and c. */
export function exportNames(d: Draft, statement: ts.Node, name: ts.BindingName): void {
  if (!hasModifier(statement, K.ExportKeyword)) return;
  if (name.kind !== K.Identifier) {
    for (const element of name.elements) if (element.kind === K.BindingElement) exportNames(d, statement, element.name);
    return;
  }
  const span = spanOf(d.text, name);
  const id = lookup(d.scope, nameOf(name));
  if (id !== undefined) d.exports.push({ name: nameOf(name), value: localOf(id, span), span });
}

/** `export function f() {}`, `export default class {}`; `value` is that of a declaration without a name. */
export function exportDeclared(d: Draft, node: ts.Node & { readonly name?: ts.Identifier | undefined }, value: Expr | undefined): void {
  if (!hasModifier(node, K.ExportKeyword)) return;
  const span = spanOf(d.text, node.name ?? node);
  const id = node.name === undefined ? undefined : lookup(d.scope, nameOf(node.name));
  const whole = id === undefined ? value : localOf(id, span);
  const name = hasModifier(node, K.DefaultKeyword) || node.name === undefined ? "default" : nameOf(node.name);
  if (whole !== undefined) d.exports.push({ name, value: whole, span });
}

/** `export { x as y }`, `export * from "m"`, `export { a as b } from "m"`. Types are left out. */
export function lowerExportDeclaration(d: Draft, node: ts.ExportDeclaration): void {
  const clause = node.exportClause;
  const source = node.moduleSpecifier === undefined ? undefined : specifier(d, node.moduleSpecifier);
  const names: ImportedName[] = [];
  if (clause?.kind === K.NamedExports) {
    for (const e of clause.elements) {
      const imported = textOf(e.propertyName ?? e.name);
      const span = spanOf(d.text, e.name);
      names.push({ imported, span: spanOf(d.text, e.propertyName ?? e.name) });
      if (node.isTypeOnly || e.isTypeOnly) continue;
      if (source !== undefined) d.exports.push({ name: textOf(e.name), source, imported, span });
      else exportLocal(d, imported, textOf(e.name), span, spanOf(d.text, e.propertyName ?? e.name));
    }
  } else if (source !== undefined) {
    const span = spanOf(d.text, clause ?? node);
    names.push({ imported: "*", span });
    const name = clause === undefined ? "*" : textOf(clause.name);
    if (!node.isTypeOnly) d.exports.push({ name, source, imported: "*", span });
  }
  if (source === undefined || node.moduleSpecifier === undefined) return;
  d.imports.push({ source, sourceSpan: spanOf(d.text, node.moduleSpecifier), kind: "reexport", names, typeOnly: node.isTypeOnly });
}

function exportLocal(d: Draft, local: string, name: string, span: Span, localSpan: Span): void {
  const id = lookup(d.scope, local);
  if (id !== undefined) d.exports.push({ name, value: localOf(id, localSpan), span });
}

/** `export default x` and `export = x`, which is `"*"`: the module itself. What is not a mere name is evaluated where it stands. */
export function lowerExportAssignment(d: Draft, node: ts.ExportAssignment, out: Stmt[]): void {
  const value = lowerExpr(d, node.expression);
  const span = spanOf(d.text, node);
  d.exports.push({ name: node.isExportEquals === true ? "*" : "default", value, span });
  if (value.kind !== "function" && value.kind !== "local" && value.kind !== "literal") out.push({ kind: "eval", expr: value, span });
}

/** `exports.x = v`, `module.exports.x = v`; `module.exports = { x: v }` exports the module `"*"` and x. */
export function recordCommonJs(d: Draft, expr: Assign): void {
  const { target, span } = expr;
  if (target.kind !== "member" || target.name === undefined) return;
  let value = expr.value;
  while (value.kind === "assign") value = value.value;
  if (isModuleExports(target)) {
    d.exports.push({ name: "*", value, span });
    if (value.kind !== "object") return;
    for (const entry of value.entries) {
      if (entry.key !== undefined) d.exports.push({ name: entry.key, value: entry.value, span: entry.keySpan });
    }
  } else if (isModuleExports(target.object) || (target.object.kind === "global" && target.object.name === "exports")) {
    if (value.kind !== "literal" || value.value !== undefined) d.exports.push({ name: target.name, value, span: target.nameSpan });
  }
}

const isModuleExports = (expr: Expr): boolean =>
  expr.kind === "member" && expr.name === "exports" && expr.object.kind === "global" && expr.object.name === "module";
