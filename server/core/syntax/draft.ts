import type * as ts from "typescript";
import type {
  Binding,
  BindingId,
  BindingKind,
  Class,
  ClassId,
  Export,
  Expr,
  Func,
  FuncId,
  Import,
  Literal,
  Local,
  Unknown,
} from "../facts";
import type { Span } from "../text";
import type { OpenStrings } from "./repair";
import { spanOf } from "./trivia";

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface DraftBinding extends Mutable<Binding> {
  writes: Expr[];
}

/** The facts of one file while they grow, and the place where the walk stands. */
export interface Draft {
  readonly text: string;
  readonly functions: Mutable<Func>[];
  readonly bindings: DraftBinding[];
  readonly classes: Mutable<Class>[];
  readonly imports: Mutable<Import>[];
  /** Where only a part is read anew: what the facts of before leave to it. */
  readonly left: Left | undefined;
  readonly errors: Span[];
  /** Strings that swallow code; the tree has them closed. */
  readonly open: OpenStrings;
  /** False spares the search for `var` in every function. */
  readonly hasVar: boolean;
  /** Where an `export` goes: the module's exports, or those of the namespace around. */
  exports: Export[];
  scope: Scope;
  func: FuncId;
  /** Nesting of statements and expressions; see `DEEPEST`. */
  depth: number;
  /** Nesting of type aliases that are being read. */
  aliasDepth: number;
}

/** Ids that nothing uses any more, smallest last, and the bindings that are not those of the facts of before. */
export interface Left {
  readonly functions: FuncId[];
  readonly bindings: BindingId[];
  readonly classes: ClassId[];
  readonly fresh: Set<BindingId>;
}

/** One block, function or class. Values and types have names of their own: an interface does not hide a value. */
export interface Scope {
  readonly parent: Scope | undefined;
  values: Map<string, BindingId> | undefined;
  types: Map<string, TypeName> | undefined;
}

/** What a name of a type stands for: a declaration to read on demand, or the binding of `import type`. */
export type TypeName = BindingId | { readonly node: TypeDeclaration; readonly scope: Scope };

export type TypeDeclaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.TypeParameterDeclaration;

/**
 * Deeper nesting than this is cut off (an `unknown` without children, and an entry in `errors`), so that neither this walk nor
 * any that follows can exhaust the stack. Hand-written code stays below 60.
 */
export const DEEPEST = 400;

/** More operands of one operator than this make a flat or balanced tree. */
export const LONGEST_CHAIN = 48;

export function newScope(parent: Scope | undefined): Scope {
  return { parent, values: undefined, types: undefined };
}

export function newBinding(d: Draft, name: string, kind: BindingKind, span: Span): DraftBinding {
  const id = d.left?.bindings.pop() ?? d.bindings.length;
  const binding: DraftBinding = { id, name, kind, span, func: d.func, writes: [] };
  d.bindings[id] = binding;
  d.left?.fresh.add(id);
  return binding;
}

export const nextFunction = (d: Draft): FuncId => d.left?.functions.pop() ?? d.functions.length;

export const nextClass = (d: Draft): ClassId => d.left?.classes.pop() ?? d.classes.length;

/** Notes a value that is assigned later. The facts of before keep their binding as it is. */
export function addWrite(d: Draft, id: BindingId, value: Expr): void {
  const { left } = d;
  if (left && !left.fresh.has(id)) {
    const known = bindingOf(d, id);
    d.bindings[id] = { ...known, writes: [...known.writes] };
    left.fresh.add(id);
  }
  bindingOf(d, id).writes.push(value);
}

export const bindingOf = (d: Draft, id: BindingId): DraftBinding => d.bindings[id] as DraftBinding;

export const localOf = (binding: BindingId, span: Span): Local => ({ kind: "local", binding, span });

export const unknownOf = (span: Span, children: readonly Expr[] = []): Unknown => ({ kind: "unknown", children, span });

/** A literal that stands for itself: `404`, `null`, `undefined`. */
export const plainLiteral = (value: Literal["value"], span: Span, escaped = false): Literal => ({
  kind: "literal",
  value,
  span,
  valueSpan: span,
  escaped,
  unterminated: false,
});

/** `const isGone = (e) => …` names its function. */
export function nameFunction(d: Draft, value: Expr, name: string): void {
  if (value.kind !== "function" || name === "") return;
  const func = d.functions[value.id] as Mutable<Func>;
  if (func.name === undefined) func.name = name;
}

/** The text of an identifier; the parser keeps `__x` as `___x`. */
export function nameOf(node: ts.Identifier | ts.PrivateIdentifier): string {
  const name = node.escapedText as string;
  return name.charCodeAt(0) === 95 && name.startsWith("___") ? name.slice(1) : name;
}

/** Cuts off what is nested too deeply. */
export function tooDeep(d: Draft, node: ts.Node): Unknown {
  const span = spanOf(d.text, node);
  d.errors.push(span);
  return unknownOf(span);
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  const modifiers = (node as { readonly modifiers?: readonly ts.Node[] }).modifiers;
  if (modifiers === undefined) return false;
  for (const modifier of modifiers) if (modifier.kind === kind) return true;
  return false;
}
