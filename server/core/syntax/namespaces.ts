import * as ts from "typescript";
import type { Entry, Export, Expr, Stmt } from "../facts";
import { bindingOf, type Draft, localOf, nameOf } from "./draft";
import { exportDeclared } from "./modules";
import { declare, hoistBlock, hoistVars, inScope, isAmbient, lookup } from "./scope";
import { lowerStatements } from "./statements";
import { spanOf } from "./trivia";

const K = ts.SyntaxKind;

/** `namespace Codes { export const GONE = "gone" }` runs as a block and makes an object of its exports. */
export function lowerNamespace(d: Draft, node: ts.ModuleDeclaration, out: Stmt[]): void {
  if (isAmbient(node) || node.name.kind !== K.Identifier) return;
  const id = lookup(d.scope, nameOf(node.name));
  if (id === undefined) return;
  const span = spanOf(d.text, node);
  const exports: Export[] = [];
  const outer = d.exports;
  d.exports = exports;
  const body: Stmt[] = [];
  inScope(d, () => lowerBody(d, node, body));
  d.exports = outer;
  out.push({ kind: "block", body, span });
  const binding = bindingOf(d, id);
  if (binding.kind === "namespace") {
    const entries: Entry[] = binding.initial?.kind === "object" ? [...binding.initial.entries] : [];
    for (const { name, value, span: keySpan } of exports)
      if (value !== undefined) entries.push({ key: name, keySpan, spread: false, value });
    const initial: Expr = { kind: "object", entries, span };
    binding.initial = initial;
    out.push({ kind: "let", binding: id, initial, span });
  }
  exportDeclared(d, node as ts.NamespaceDeclaration, undefined);
}

function lowerBody(d: Draft, node: ts.ModuleDeclaration, out: Stmt[]): void {
  const { body } = node;
  if (body?.kind === K.ModuleBlock) {
    const { statements } = body as ts.ModuleBlock;
    hoistVars(d, statements);
    hoistBlock(d, statements);
    lowerStatements(d, statements, out);
  } else if (body?.kind === K.ModuleDeclaration) {
    // `namespace A.B {}`: B is an export of A.
    const inner = body as ts.NamespaceDeclaration;
    const binding = declare(d, d.scope, inner.name, "namespace");
    lowerNamespace(d, inner, out);
    const span = spanOf(d.text, inner.name);
    d.exports.push({ name: nameOf(inner.name), value: localOf(binding.id, span), span });
  }
}
