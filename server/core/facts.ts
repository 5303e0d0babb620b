/**
 * What one file says, as plain data that depends on its text alone: no provider, no configuration, no other file.
 * `server/core/syntax` makes it; everything behind works on it and never sees a syntax node. All spans are UTF-16 offsets.
 * What has no form here becomes `unknown` and keeps its children, so nothing a call or comparison stands in gets lost.
 */
import type { Span } from "./text";

export interface Facts {
  /** What its ids and offsets begin with: 0 for a file as it is read, more for one that another imports (`relocate`). */
  readonly base: number;
  /** `functions[0]` is the module's own top level. A `FuncId` is an index here, counted from `base`. */
  readonly functions: readonly Func[];
  /** A `BindingId` is an index here, counted from `base`. Names are resolved: two bindings of one name in two scopes are two entries. */
  readonly bindings: readonly Binding[];
  readonly classes: readonly Class[];
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  /** Comments that can matter: those that hold `faultline-` or a word of retrying. */
  readonly comments: readonly Comment[];
  /** Where the text did not parse; the facts around it still hold. */
  readonly errors: readonly Span[];
  /**
   * Where the statements of the top level and the members of its classes end, those that share a line together, the last at the end of
   * the text. They cut the text into parts, each with what stands before. Offsets of the text itself, whatever the base.
   */
  readonly ends: readonly number[];
}

export type FuncId = number;
export type BindingId = number;
export type ClassId = number;

export interface Func {
  readonly id: FuncId;
  readonly name?: string;
  /** The whole function, `async` and name included. */
  readonly span: Span;
  /** The binding that a declaration `function f() {}` makes. */
  readonly binding?: BindingId;
  /** The function around it; the module has none. */
  readonly parent?: FuncId;
  /** The class whose method, accessor or constructor it is. */
  readonly owner?: ClassId;
  readonly params: readonly Param[];
  /** Parameters that destructure are unpacked by `let`s at its start; an arrow's expression is a `return`. */
  readonly body: readonly Stmt[];
  readonly async: boolean;
  readonly generator: boolean;
  readonly arrow: boolean;
  /** `e is StripeError`: the parameter that a type guard speaks of, and the type. */
  readonly guard?: { readonly param: number; readonly type: Type };
  readonly returns?: Type;
}

export interface Param {
  readonly binding: BindingId;
  readonly rest: boolean;
  readonly initial?: Expr;
}

export type BindingKind = "const" | "let" | "param" | "function" | "class" | "enum" | "import" | "catch" | "namespace" | "temp";

/**
 * A name, or a nameless place that a destructuring needs (`temp`). Its value is `initial` joined with all `writes`:
 * `let c = err.code; c = other` has `initial` err.code and one write. `var` and `using` count as `let` and `const`.
 */
export interface Binding {
  readonly id: BindingId;
  readonly name: string;
  readonly kind: BindingKind;
  /** The name where it is declared. */
  readonly span: Span;
  /** The function whose scope holds it. */
  readonly func: FuncId;
  readonly initial?: Expr;
  /** Values assigned later. An assignment that gives no plain value (`c += x`, `for (c of y)`) is an `unknown`. */
  readonly writes: readonly Expr[];
  readonly type?: Type;
  readonly class?: ClassId;
  readonly function?: FuncId;
  /** For a parameter: its place, from 0. A destructured one belongs to its `temp`, which is the parameter. */
  readonly param?: number;
}

export interface Class {
  readonly id: ClassId;
  readonly name?: string;
  readonly binding?: BindingId;
  readonly span: Span;
  readonly extends?: Expr;
  readonly members: readonly ClassMember[];
}

export interface ClassMember {
  readonly name: string;
  readonly kind: "property" | "method" | "getter" | "setter" | "constructor";
  readonly static: boolean;
  readonly span: Span;
  readonly func?: FuncId;
  /** A property's initial value; for `constructor(private x: T)` the parameter. */
  readonly value?: Expr;
  readonly type?: Type;
}

export interface Import {
  readonly source: string;
  readonly sourceSpan: Span;
  readonly kind: "import" | "require" | "dynamic" | "reexport";
  /** `import a, { b as c } from "m"`: default → a, b → c. `*` is the whole module. */
  readonly names: readonly { readonly imported: string; readonly binding?: BindingId; readonly span: Span }[];
  readonly typeOnly: boolean;
}

/** `export const x = …`, `export { x as y }`, `export default …`, `module.exports.x = …`. A re-export has `source`. */
export interface Export {
  readonly name: string;
  readonly value?: Expr;
  readonly source?: string;
  readonly imported?: string;
  readonly span: Span;
}

export interface Comment {
  /** Without the comment's own marks, trimmed. */
  readonly text: string;
  readonly span: Span;
}

// ── Statements ────────────────────────────────────────────────────────────────────────────────────────────────────

export type Stmt = Let | Eval | Branch | Switch | Loop | Try | Throw | Return | Break | Continue | Block;

/** A binding comes to life. Destructuring is lowered: `const { a: { b = 1 } } = e` is `temp = e; b = temp.a.b ?? 1`. */
export interface Let {
  readonly kind: "let";
  readonly binding: BindingId;
  readonly initial?: Expr;
  readonly span: Span;
}

export interface Eval {
  readonly kind: "eval";
  readonly expr: Expr;
  readonly span: Span;
}

export interface Branch {
  readonly kind: "branch";
  readonly test: Expr;
  readonly then: readonly Stmt[];
  readonly else?: readonly Stmt[];
  readonly span: Span;
  /** The `then` part with its braces; what a removal takes. */
  readonly thenSpan: Span;
  readonly elseSpan?: Span;
}

export interface Switch {
  readonly kind: "switch";
  readonly subject: Expr;
  readonly cases: readonly Case[];
  readonly span: Span;
}

/** `test` is absent for `default`. Control falls from a body's end into the next one. */
export interface Case {
  readonly test?: Expr;
  readonly body: readonly Stmt[];
  readonly span: Span;
}

export interface Loop {
  readonly kind: "loop";
  readonly form: "for" | "while" | "do" | "of" | "in";
  readonly label?: string;
  /** Lets and evals before the first pass. */
  readonly before: readonly Stmt[];
  /** Absent: `for (;;)`. For `of` and `in` the pass goes on while there are items. */
  readonly test?: Expr;
  readonly update?: Expr;
  /** What `of` and `in` go over; the item's `let` (an `item` expression) is first in `body`. */
  readonly over?: Expr;
  readonly await: boolean;
  readonly body: readonly Stmt[];
  readonly span: Span;
  /** From the keyword to where the body begins: `for (;;)`, `do`. */
  readonly head: Span;
}

export interface Try {
  readonly kind: "try";
  readonly body: readonly Stmt[];
  /** `binding` is absent for `catch {`. A destructuring catch has a `temp`. */
  readonly catch?: { readonly binding?: BindingId; readonly body: readonly Stmt[]; readonly span: Span };
  readonly finally?: readonly Stmt[];
  readonly span: Span;
}

export interface Throw {
  readonly kind: "throw";
  readonly value: Expr;
  readonly span: Span;
}

export interface Return {
  readonly kind: "return";
  readonly value?: Expr;
  readonly span: Span;
}

export interface Break {
  readonly kind: "break";
  readonly label?: string;
  readonly span: Span;
}

export interface Continue {
  readonly kind: "continue";
  readonly label?: string;
  readonly span: Span;
}

/** `{ … }` and `label: { … }`. */
export interface Block {
  readonly kind: "block";
  readonly label?: string;
  readonly body: readonly Stmt[];
  readonly span: Span;
}

// ── Expressions ───────────────────────────────────────────────────────────────────────────────────────────────────

export type Expr =
  | Literal
  | Regex
  | Template
  | Local
  | Global
  | This
  | ImportRef
  | Member
  | Call
  | New
  | ObjectLit
  | ArrayLit
  | FunctionRef
  | ClassRef
  | Choice
  | Compare
  | Not
  | Operation
  | Assign
  | Await
  | Cast
  | Spread
  | Item
  | Unknown;

/** `undefined` and a bare `-1` count as literals. For a string, `span` holds the quotes and `valueSpan` what is between. */
export interface Literal {
  readonly kind: "literal";
  readonly value: string | number | boolean | null | undefined;
  readonly span: Span;
  /** The text that an edit of the value replaces; `escaped` when it differs from the value. */
  readonly valueSpan: Span;
  readonly escaped: boolean;
  /** A string that the author has not closed yet; its span ends with the line. */
  readonly unterminated: boolean;
}

export interface Regex {
  readonly kind: "regex";
  readonly source: string;
  readonly flags: string;
  readonly span: Span;
}

/** `a${x}b` is `["a", x, "b"]`; a template without holes is a literal. `tag` for tagged ones. */
export interface Template {
  readonly kind: "template";
  readonly parts: readonly (string | Expr)[];
  readonly tag?: Expr;
  readonly span: Span;
}

/** A name that a binding of this file declares. */
export interface Local {
  readonly kind: "local";
  readonly binding: BindingId;
  readonly span: Span;
}

/** A name that nothing in the file declares: `fetch`, `process`, `axios` of a script tag. */
export interface Global {
  readonly kind: "global";
  readonly name: string;
  readonly span: Span;
}

export interface This {
  readonly kind: "this";
  readonly span: Span;
}

/** What an imported name, `require("m")` or `import("m")` stands for. `name` is `"*"` for the module, `"default"` for its default. */
export interface ImportRef {
  readonly kind: "import";
  readonly source: string;
  readonly name: string;
  readonly span: Span;
}

/** `a.b`, `a?.b`, `a["b"]`; with a computed key `name` is absent and `index` holds it. Non-null `!` vanishes. */
export interface Member {
  readonly kind: "member";
  readonly object: Expr;
  readonly name?: string;
  readonly nameSpan: Span;
  readonly index?: Expr;
  readonly optional: boolean;
  readonly span: Span;
}

export interface Call {
  readonly kind: "call";
  readonly callee: Expr;
  readonly args: readonly Expr[];
  readonly optional: boolean;
  readonly span: Span;
}

export interface New {
  readonly kind: "new";
  readonly callee: Expr;
  readonly args: readonly Expr[];
  readonly span: Span;
}

export interface ObjectLit {
  readonly kind: "object";
  readonly entries: readonly Entry[];
  readonly span: Span;
}

/** `key` is absent for a computed key (then `index`) and for `...value`. Methods and accessors have a function as value. */
export interface Entry {
  readonly key?: string;
  readonly keySpan: Span;
  readonly index?: Expr;
  readonly spread: boolean;
  readonly value: Expr;
}

export interface ArrayLit {
  readonly kind: "array";
  readonly items: readonly Expr[];
  readonly span: Span;
}

export interface FunctionRef {
  readonly kind: "function";
  readonly id: FuncId;
  readonly span: Span;
}

export interface ClassRef {
  readonly kind: "class";
  readonly id: ClassId;
  readonly span: Span;
}

/** `a && b`, `a || b`, `a ?? b` (`left`, `right`) and `test ? left : right`. */
export interface Choice {
  readonly kind: "choice";
  readonly op: "&&" | "||" | "??" | "?:";
  readonly test?: Expr;
  readonly left: Expr;
  readonly right: Expr;
  readonly span: Span;
}

export interface Compare {
  readonly kind: "compare";
  readonly op: "===" | "==" | "!==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "instanceof";
  readonly left: Expr;
  readonly right: Expr;
  readonly opSpan: Span;
  readonly span: Span;
}

export interface Not {
  readonly kind: "not";
  readonly operand: Expr;
  readonly span: Span;
}

/** Arithmetic, bits, `typeof`, `void`, `delete`, unary signs: `op` as written, one or two operands. */
export interface Operation {
  readonly kind: "operation";
  readonly op: string;
  readonly operands: readonly Expr[];
  readonly span: Span;
}

/** `target op value`; `++` and `--` are `+=` and `-=` of 1. A destructuring assignment is several. */
export interface Assign {
  readonly kind: "assign";
  readonly op: string;
  readonly target: Expr;
  readonly value: Expr;
  readonly span: Span;
}

export interface Await {
  readonly kind: "await";
  readonly value: Expr;
  readonly span: Span;
}

/** `x as T`, `<T>x`, `x satisfies T`. */
export interface Cast {
  readonly kind: "cast";
  readonly value: Expr;
  readonly type: Type;
  readonly span: Span;
}

export interface Spread {
  readonly kind: "spread";
  readonly value: Expr;
  readonly span: Span;
}

/** One element of what a loop goes over, or of an array pattern (`index` from 0 where it is known; `rest` for `...more`). */
export interface Item {
  readonly kind: "item";
  readonly of: Expr;
  readonly index?: number;
  readonly rest: boolean;
  /** Keys, not values: `for (k in o)`. */
  readonly keys: boolean;
  readonly span: Span;
}

/** JSX, `yield`, object rest and whatever else has no form: its parts in the order of evaluation. */
export interface Unknown {
  readonly kind: "unknown";
  readonly children: readonly Expr[];
  readonly span: Span;
}

// ── Types, as far as attribution reads them ───────────────────────────────────────────────────────────────────────

export type Type =
  /**
   * `Stripe.errors.StripeError` is `["Stripe","errors","StripeError"]`, with the binding of its first name if the file has one.
   * `means` is there for every name that an interface, a type alias or a type parameter of this file declares, and says what it
   * stands for (an object, a union, a bound; `other` where it says nothing): with `means`, the name is no global one.
   */
  | {
      readonly kind: "name";
      readonly path: readonly string[];
      readonly binding?: BindingId;
      readonly args: readonly Type[];
      readonly means?: Type;
      readonly span: Span;
    }
  | { readonly kind: "literal"; readonly value: string | number | boolean | null; readonly span: Span }
  /** `string`, `number`, `undefined` … by name; `any` and `unknown` are `other`. */
  | { readonly kind: "primitive"; readonly name: string; readonly span: Span }
  | { readonly kind: "union"; readonly types: readonly Type[]; readonly span: Span }
  | { readonly kind: "object"; readonly fields: readonly { readonly name: string; readonly type: Type }[]; readonly span: Span }
  | { readonly kind: "other"; readonly span: Span };
