import * as ts from "typescript";
import type { Entry, Expr } from "../facts";
import type { Span } from "../text";
import { type Draft, nameFunction, nameOf } from "./draft";
import { lowerExpr, lowerIdentifier } from "./expressions";
import { lowerFunction } from "./functions";
import { lowerString } from "./literals";
import { spanOf } from "./trivia";

const K = ts.SyntaxKind;

/** The key of `{ key: v }`, `{ "key": v }`, `{ 404: v }` and `{ ["key"]: v }`; any other computed key is an `index`. */
export function keyOf(d: Draft, name: ts.PropertyName): { key?: string; keySpan: Span; index?: Expr } {
  const keySpan = spanOf(d.text, name);
  switch (name.kind) {
    case K.Identifier:
    case K.PrivateIdentifier:
      return { key: nameOf(name), keySpan };
    case K.StringLiteral:
    case K.NoSubstitutionTemplateLiteral:
      return { key: String(lowerString(d, name).value), keySpan };
    case K.NumericLiteral:
      return { key: String(Number(name.text)), keySpan };
    case K.ComputedPropertyName: {
      const index = lowerExpr(d, name.expression);
      if (index.kind === "literal" && typeof index.value === "string") return { key: index.value, keySpan: index.span };
      return { index, keySpan };
    }
    default:
      return { key: name.text, keySpan };
  }
}

export function lowerObject(d: Draft, node: ts.ObjectLiteralExpression): Expr {
  const entries: Entry[] = [];
  for (const property of node.properties) entries.push(lowerEntry(d, property));
  return { kind: "object", entries, span: spanOf(d.text, node) };
}

function lowerEntry(d: Draft, node: ts.ObjectLiteralElementLike): Entry {
  switch (node.kind) {
    case K.SpreadAssignment:
      return { keySpan: spanOf(d.text, node), spread: true, value: lowerExpr(d, node.expression) };
    case K.ShorthandPropertyAssignment:
      return entryOf(keyOf(d, node.name), lowerIdentifier(d, node.name));
    case K.PropertyAssignment: {
      const key = keyOf(d, node.name);
      const value = lowerExpr(d, node.initializer);
      if (key.key !== undefined) nameFunction(d, value, key.key);
      return entryOf(key, value);
    }
    default: {
      const key = keyOf(d, node.name);
      const id = lowerFunction(d, node, key.key === undefined ? {} : { name: key.key });
      return entryOf(key, { kind: "function", id, span: spanOf(d.text, node) });
    }
  }
}

/** Written out, as there are more entries than there is anything else in most files, and a spread takes several times as long. */
function entryOf({ key, keySpan, index }: ReturnType<typeof keyOf>, value: Expr): Entry {
  if (key !== undefined) return { key, keySpan, spread: false, value };
  return index === undefined ? { keySpan, spread: false, value } : { index, keySpan, spread: false, value };
}
