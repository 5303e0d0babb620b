import * as ts from "typescript";
import type { Expr, Facts } from "../facts";
import { nameOf } from "./draft";
import { parse } from "./index";
import { spanOf } from "./trivia";

const K = ts.SyntaxKind;

/** One value of a type, enum or constant object, with what stands beside it. */
export interface NamedValue {
  readonly value: string | number;
  /** The words of a comment beside it, or of its own `message`. */
  readonly comment?: string;
  /** An object's own `status`, or the status that it maps a name to. */
  readonly status?: number;
}

export interface NamedValues {
  readonly values: readonly NamedValue[];
  /** Other values fit too: `"a" | (string & {})`. */
  readonly open: boolean;
}

/**
 * The values that a name of a file stands for: `type Code = "a" | "b"`, an enum, `{ A: "a" } as const`, `["a", "b"] as const`, also
 * through other names of the file and `(typeof codes)[number]`. Nothing where the file has no such name; then `names` are those it has.
 */
export function namedValues(path: string, text: string, name: string): { readonly found?: NamedValues; readonly names: readonly string[] } {
  const { tree, facts } = parse(path, text);
  const file = tree as ts.SourceFile | undefined;
  if (!file) return { names: [] };
  const declared = declarations(file.statements);
  const constants = new Map(
    facts.bindings.filter(({ func, initial }) => func === 0 && initial !== undefined).map((binding) => [binding.name, binding.initial]),
  );
  const names = [
    ...new Set([
      ...declared.keys(),
      ...[...constants].filter(([, initial]) => valuesOf(initial, text, facts).length > 0).map(([key]) => key),
    ]),
  ];
  const found = read(name, { declared, constants, text, facts, open: new Set(), done: new Map() });
  return { names, ...(found && found.values.length > 0 && { found: { ...found, values: unique(found.values) } }) };
}

interface Context {
  readonly declared: ReadonlyMap<string, ts.TypeAliasDeclaration>;
  readonly constants: ReadonlyMap<string, Expr | undefined>;
  readonly text: string;
  readonly facts: Facts;
  /** Names that are being read: a type may name itself. */
  readonly open: Set<string>;
  /** What was read: a type that names another twice reads it once. */
  readonly done: Map<string, NamedValues>;
}

const NOTHING: NamedValues = { values: [], open: false };
const ANY: NamedValues = { values: [], open: true };

function read(name: string, context: Context): NamedValues | undefined {
  const { declared, constants, text, facts, open, done } = context;
  const alias = declared.get(name);
  if (alias) {
    const before = done.get(name) ?? (open.has(name) ? NOTHING : undefined);
    if (before) return before;
    open.add(name);
    const { values, open: others } = ofType(alias.type, context);
    open.delete(name);
    const found = { values: unique(values), open: others };
    done.set(name, found);
    return found;
  }
  return constants.has(name) ? { values: valuesOf(constants.get(name), text, facts), open: false } : undefined;
}

/** Type aliases of the file, those in namespaces and modules too. */
function declarations(statements: readonly ts.Statement[]): ReadonlyMap<string, ts.TypeAliasDeclaration> {
  const found = new Map<string, ts.TypeAliasDeclaration>();
  for (const statement of statements) {
    if (statement.kind === K.TypeAliasDeclaration)
      found.set(nameOf((statement as ts.TypeAliasDeclaration).name), statement as ts.TypeAliasDeclaration);
    const body = statement.kind === K.ModuleDeclaration ? (statement as ts.ModuleDeclaration).body : undefined;
    if (body?.kind === K.ModuleBlock)
      for (const [name, inner] of declarations((body as ts.ModuleBlock).statements)) if (!found.has(name)) found.set(name, inner);
  }
  return found;
}

function ofType(type: ts.TypeNode, context: Context, depth = 0): NamedValues {
  if (depth > 200) return NOTHING;
  switch (type.kind) {
    case K.UnionType: {
      const parts = (type as ts.UnionTypeNode).types.map((part) => ofType(part, context, depth + 1));
      return { values: parts.flatMap(({ values }) => values), open: parts.some(({ open }) => open) };
    }
    case K.ParenthesizedType:
      return ofType((type as ts.ParenthesizedTypeNode).type, context, depth + 1);
    case K.LiteralType: {
      const value = literalOf((type as ts.LiteralTypeNode).literal);
      const { start, end } = spanOf(context.text, type);
      return value === undefined ? NOTHING : { values: [{ value, ...beside(context.text, start, end) }], open: false };
    }
    case K.StringKeyword:
    case K.NumberKeyword:
      return ANY;
    case K.IntersectionType:
      // `string & {}` keeps an editor's completion of the rest of the union.
      return {
        values: [],
        open: (type as ts.IntersectionTypeNode).types.some(({ kind }) => kind === K.StringKeyword || kind === K.NumberKeyword),
      };
    case K.TypeReference: {
      const { typeName } = type as ts.TypeReferenceNode;
      const name = typeName.kind === K.Identifier ? nameOf(typeName as ts.Identifier) : nameOf((typeName as ts.QualifiedName).right);
      return read(name, context) ?? NOTHING;
    }
    case K.TypeOperator: {
      const { operator, type: of } = type as ts.TypeOperatorNode;
      const name = queried(of);
      const object = operator === K.KeyOfKeyword && name !== undefined ? context.constants.get(name) : undefined;
      return { values: keysOf(object, context.text), open: false };
    }
    case K.IndexedAccessType: {
      const name = queried((type as ts.IndexedAccessTypeNode).objectType);
      return name === undefined ? NOTHING : (read(name, context) ?? NOTHING);
    }
    default:
      return NOTHING;
  }
}

/** `typeof codes` and `(typeof codes)` query `codes`. */
function queried(type: ts.TypeNode): string | undefined {
  if (type.kind === K.ParenthesizedType) return queried((type as ts.ParenthesizedTypeNode).type);
  const name = type.kind === K.TypeQuery ? (type as ts.TypeQueryNode).exprName : undefined;
  return name?.kind === K.Identifier ? nameOf(name as ts.Identifier) : undefined;
}

function literalOf(literal: ts.LiteralTypeNode["literal"]): string | number | undefined {
  if (literal.kind === K.StringLiteral || literal.kind === K.NoSubstitutionTemplateLiteral) return (literal as ts.StringLiteral).text;
  if (literal.kind === K.NumericLiteral) return Number((literal as ts.NumericLiteral).text);
  if (literal.kind !== K.PrefixUnaryExpression) return undefined;
  const { operator, operand } = literal as ts.PrefixUnaryExpression;
  return operator === K.MinusToken && operand.kind === K.NumericLiteral ? -Number((operand as ts.NumericLiteral).text) : undefined;
}

function plainOf(expr: Expr | undefined): Expr | undefined {
  let at = expr;
  for (let depth = 0; depth < 20 && at; depth++) {
    if (at.kind === "cast") at = at.value;
    else if (at.kind === "call" && at.callee.kind === "member" && at.callee.name === "freeze") at = at.args[0];
    else break;
  }
  return at;
}

function valuesOf(expr: Expr | undefined, text: string, facts: Facts): readonly NamedValue[] {
  const plain = plainOf(expr);
  if (plain?.kind === "array")
    return plain.items.flatMap((item) => scalar(item).map((value) => ({ value, ...beside(text, item.span.start, item.span.end) })));
  if (plain?.kind !== "object") return [];
  const entries = plain.entries.flatMap(({ key, keySpan, value }) =>
    key === undefined || key === "" ? [] : [{ key, span: keySpan ?? value.span, value: plainOf(value) }],
  );
  const isEnum = facts.bindings.some(({ kind, initial }) => kind === "enum" && initial === plain);
  const statuses = entries.map(({ value }) => scalar(value)[0]);
  // `{ not_found: 404 }` maps names to statuses.
  const maps =
    !isEnum &&
    entries.length > 1 &&
    statuses.every((status) => typeof status === "number" && Number.isInteger(status) && status >= 400 && status <= 599);
  return entries.flatMap(({ key, span, value }): readonly NamedValue[] => {
    const said = beside(text, span.start, value?.span.end ?? span.end);
    const [own] = scalar(value);
    if (maps) return [{ value: key, status: Number(own), ...said }];
    if (own !== undefined) return [{ value: own, ...said }];
    return value?.kind === "object" ? [described(key, value.entries, said)] : [];
  });
}

/** `GONE: { code: "gone", status: 410, message: "It is gone." }`. */
function described(
  key: string,
  entries: readonly { readonly key?: string; readonly value: Expr }[],
  said: Pick<NamedValue, "comment">,
): NamedValue {
  const own = (...names: readonly string[]): string | number | undefined =>
    entries.filter((entry) => entry.key !== undefined && names.includes(entry.key)).flatMap(({ value }) => scalar(plainOf(value)))[0];
  const status = Number(own("status", "statusCode", "httpStatus", "http"));
  const comment = own("message", "description", "title");
  return {
    value: own("code", "errorCode", "type") ?? key,
    ...said,
    ...(typeof comment === "string" && { comment }),
    ...(status >= 100 && status <= 599 && { status }),
  };
}

const keysOf = (expr: Expr | undefined, text: string): readonly NamedValue[] => {
  const plain = plainOf(expr);
  return plain?.kind !== "object"
    ? []
    : plain.entries.flatMap(({ key, keySpan, value }) =>
        key ? [{ value: key, ...beside(text, (keySpan ?? value.span).start, value.span.end) }] : [],
      );
};

const scalar = (expr: Expr | undefined): readonly (string | number)[] =>
  expr?.kind === "literal" && (typeof expr.value === "string" || typeof expr.value === "number") ? [expr.value] : [];

/** The comment right before a value, or behind it on its line. */
function beside(text: string, start: number, end: number): Pick<NamedValue, "comment"> {
  const before = text.slice(Math.max(0, start - 2000), start).replace(/[\s|]+$/, "");
  const block = before.endsWith("*/") ? before.slice(before.lastIndexOf("/*") + 2, -2) : undefined;
  const behind = /^[,;\s]*?\/\/[ \t]*([^\r\n]*)/.exec(text.slice(end, end + 500).split(/\r?\n/)[0] ?? "")?.[1];
  const comment = (block ?? behind ?? "")
    .replace(/^[ \t]*\*+/gm, " ")
    .replace(/\s+/g, " ")
    .trim();
  return comment === "" ? {} : { comment };
}

const unique = (values: readonly NamedValue[]): readonly NamedValue[] => [...new Map(values.map((one) => [one.value, one])).values()];
