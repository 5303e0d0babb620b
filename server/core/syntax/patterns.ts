import * as ts from "typescript";
import type { BindingId, Expr, Member, Stmt, Type } from "../facts";
import type { Span } from "../text";
import { addWrite, bindingOf, type Draft, localOf, nameFunction, nameOf, newBinding, unknownOf } from "./draft";
import { lowerExpr } from "./expressions";
import { isPlain } from "./literals";
import { nameImport } from "./modules";
import { keyOf } from "./objects";
import { lookup } from "./scope";
import { spanOf } from "./trivia";
import { lowerType } from "./types";

const K = ts.SyntaxKind;

/** `const x = …`, `let { a, b } = …`: one declaration of a list. */
export function lowerDeclaration(d: Draft, node: ts.VariableDeclaration, out: Stmt[]): void {
  const type = node.type === undefined ? undefined : lowerType(d, node.type);
  const value = node.initializer === undefined ? undefined : lowerExpr(d, node.initializer);
  const span = spanOf(d.text, node);
  if (node.name.kind === K.Identifier) bindName(d, node.name, value, type, span, out);
  else unpack(d, node.name, hold(d, value ?? unknownOf(span), type, spanOf(d.text, node.name), out), out);
  if (value !== undefined) nameImport(d, node, value);
}

/** Gives the binding of a name its value: a `let`, or an assignment where a `var` is declared again. */
export function bindName(d: Draft, name: ts.Identifier, value: Expr | undefined, type: Type | undefined, span: Span, out: Stmt[]): void {
  const id = declaredAs(d, name);
  const binding = bindingOf(d, id);
  if (type !== undefined) binding.type ??= type;
  if (value !== undefined) nameFunction(d, value, binding.name);
  const again = binding.initial !== undefined || (binding.kind !== "const" && binding.kind !== "let");
  if (value === undefined) {
    if (!again) out.push({ kind: "let", binding: id, span });
  } else if (again) {
    addWrite(d, id, value);
    out.push({ kind: "eval", expr: { kind: "assign", op: "=", target: localOf(id, spanOf(d.text, name)), value, span }, span });
  } else {
    binding.initial = value;
    out.push({ kind: "let", binding: id, initial: value, span });
  }
}

/** A name that is still to be typed has no entry in its scope. */
function declaredAs(d: Draft, name: ts.Identifier): BindingId {
  return lookup(d.scope, nameOf(name)) ?? newBinding(d, nameOf(name), "let", spanOf(d.text, name)).id;
}

/** A value as a place that can be read several times: itself where it is plain, else a `temp`. */
export function hold(d: Draft, value: Expr, type: Type | undefined, span: Span, out: Stmt[]): Expr {
  if (type === undefined && isPlain(value)) return value;
  const temp = newBinding(d, "", "temp", span);
  temp.initial = value;
  if (type !== undefined) temp.type = type;
  out.push({ kind: "let", binding: temp.id, initial: value, span });
  return localOf(temp.id, span);
}

/** Binds the names of a pattern to the parts of `source`: `{ a: { b = 1 } }` of e gives `b = e.a.b ?? 1`. */
export function unpack(d: Draft, pattern: ts.BindingPattern, source: Expr, out: Stmt[]): void {
  pattern.elements.forEach((element, index) => {
    if (element.kind === K.OmittedExpression) return;
    const span = spanOf(d.text, element);
    const part = partOf(d, pattern, element, index, source, span);
    const value = element.initializer === undefined ? part : withDefault(part, lowerExpr(d, element.initializer), span);
    if (element.name.kind === K.Identifier) bindName(d, element.name, value, undefined, span, out);
    else unpack(d, element.name, hold(d, value, undefined, spanOf(d.text, element.name), out), out);
  });
}

function partOf(d: Draft, pattern: ts.BindingPattern, element: ts.BindingElement, index: number, source: Expr, span: Span): Expr {
  const rest = element.dotDotDotToken !== undefined;
  if (pattern.kind === K.ArrayBindingPattern) return { kind: "item", of: source, index, rest, keys: false, span };
  if (rest) return restOf(source, span);
  const name = element.propertyName ?? element.name;
  return name.kind === K.ObjectBindingPattern || name.kind === K.ArrayBindingPattern
    ? unknownOf(span, [source])
    : fieldOf(d, source, name, span);
}

/** The `source.name` that a pattern's property reads. */
export function fieldOf(d: Draft, source: Expr, name: ts.PropertyName, span: Span): Member {
  const { key, keySpan, index } = keyOf(d, name);
  if (name.kind === K.NumericLiteral) {
    return { kind: "member", object: source, nameSpan: keySpan, index: lowerExpr(d, name), optional: false, span };
  }
  if (index !== undefined) return { kind: "member", object: source, nameSpan: keySpan, index, optional: false, span };
  const quoted = name.kind === K.StringLiteral || name.kind === K.ComputedPropertyName;
  const nameSpan = quoted ? { start: keySpan.start + 1, end: Math.max(keySpan.start + 1, keySpan.end - 1) } : keySpan;
  return { kind: "member", object: source, name: key ?? "", nameSpan, optional: false, span };
}

/** `...rest` of an object has no form. */
export const restOf = (source: Expr, span: Span): Expr => unknownOf(span, [source]);

/** `{ a = 1 }` reads `e.a ?? 1`. */
export const withDefault = (part: Expr, initial: Expr, span: Span): Expr => ({
  kind: "choice",
  op: "??",
  left: part,
  right: initial,
  span,
});
