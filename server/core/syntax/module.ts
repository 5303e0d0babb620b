import * as ts from "typescript";
import type { Facts, Func, Stmt } from "../facts";
import type { Span } from "../text";
import { readComments } from "./comments";
import { type Draft, type Mutable, newScope, type Scope } from "./draft";
import { diagnosticsOf, type OpenStrings } from "./repair";
import { hoistBlock, hoistVars } from "./scope";
import { lowerStatement } from "./statements";
import { spanOf } from "./trivia";

/** The facts of a text, and what of their making the next version makes use of. */
export interface Lowered {
  readonly facts: Facts;
  /** The names of the top level. */
  readonly scope: Scope;
  /** How many of the imports stand before all others, whatever their place: those of `import` declarations. */
  readonly hoisted: number;
  /** How many of the errors are the parser's. */
  readonly broken: number;
  readonly statements: readonly Place[];
}

/** A statement of the top level: where it stands without blanks and comments, and how much of the module's body there is with it. */
export interface Place extends Span {
  readonly kind: ts.SyntaxKind;
  readonly body: number;
}

/** Runs what a text no person writes may break. */
export function guarded<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** A statement that cannot be read costs itself alone, not the file. */
export function lowerModule(text: string, file: ts.SourceFile, open: OpenStrings): Lowered {
  const d = newDraft(text, file, open);
  const body: Stmt[] = [];
  d.functions.push(moduleFunction(text, body) as Mutable<Func>);
  const { scope, exports } = d;
  guarded(() => hoistVars(d, file.statements));
  guarded(() => hoistBlock(d, file.statements));
  const [hoisted, broken] = [d.imports.length, d.errors.length];
  const statements = file.statements.map((statement) => {
    const done = guarded(() => {
      lowerStatement(d, statement, body);
      return true;
    });
    if (done !== true) {
      d.errors.push(spanOf(text, statement));
      Object.assign(d, { scope, exports, func: 0, depth: 0, aliasDepth: 0 });
    }
    return { ...spanOf(text, statement), kind: statement.kind, body: body.length };
  });
  return { facts: factsOf(d, file), scope, hoisted, broken, statements };
}

/** The facts of a draft in which all is read. */
export function factsOf({ text, functions, bindings, classes, imports, exports, errors }: Draft, file: ts.SourceFile): Facts {
  const comments = guarded(() => readComments(text, file)) ?? [];
  return { base: 0, functions, bindings, classes, imports, exports, comments, errors, ends: endsIn(text, file.statements) };
}

export function newDraft(text: string, file: ts.SourceFile, open: OpenStrings): Draft {
  return {
    text,
    functions: [],
    bindings: [],
    classes: [],
    imports: [],
    left: undefined,
    errors: [...[...open].map(([start, end]) => ({ start, end })), ...parseErrors(text, file)],
    open,
    hasVar: text.includes("var"),
    exports: [],
    scope: newScope(undefined),
    func: 0,
    depth: 0,
    aliasDepth: 0,
  };
}

function parseErrors(text: string, file: ts.SourceFile): Span[] {
  return diagnosticsOf(file).map(({ start, length }) => {
    const from = Math.min(Math.max(start, 0), text.length);
    return { start: from, end: Math.min(from + length, text.length) };
  });
}

/** What shares a line is not told apart, since a finding may look at the whole of its line. */
function endsIn(text: string, statements: readonly ts.Statement[]): readonly number[] {
  const spans = statements.flatMap((statement): readonly Span[] => {
    const whole = spanOf(text, statement);
    if (statement.kind !== ts.SyntaxKind.ClassDeclaration) return [whole];
    const { members } = statement as ts.ClassDeclaration;
    const [first] = members;
    if (!first) return [whole];
    // The head up to its brace, the members, the closing brace.
    const head = { start: whole.start, end: first.pos };
    return [head, ...members.map((member) => spanOf(text, member)), { start: whole.end - 1, end: whole.end }];
  });
  const ends = spans.flatMap(({ end }, i) => {
    const next = spans[i + 1];
    return next && text.slice(end, next.start).includes("\n") ? [end] : [];
  });
  return [...ends, text.length];
}

export const moduleFunction = (text: string, body: readonly Stmt[]): Func => ({
  id: 0,
  span: { start: 0, end: text.length },
  params: [],
  body,
  async: false,
  generator: false,
  arrow: false,
});

/** What is to be said of a text that is no code. */
export function nothing(text: string): Facts {
  const whole = { start: 0, end: text.length };
  return {
    base: 0,
    functions: [moduleFunction(text, [])],
    bindings: [],
    classes: [],
    imports: [],
    exports: [],
    comments: [],
    errors: [whole],
    ends: [text.length],
  };
}
