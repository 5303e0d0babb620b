import * as ts from "typescript";
import type { Facts, Func, Stmt } from "../facts";
import type { Change, Span } from "../text";
import { readComments } from "./comments";
import { type Draft, type Mutable, newScope } from "./draft";
import { closeStrings, diagnosticsOf, type OpenStrings, openStrings } from "./repair";
import { hoistBlock, hoistVars } from "./scope";
import { lowerStatement } from "./statements";
import { spanOf } from "./trivia";

/** A text, what it says, and its tree, which the next edit of an open file makes use of. Keep `facts` of a closed file alone. */
export interface Parsed {
  readonly path: string;
  readonly text: string;
  readonly facts: Facts;
  /** For `reparse` alone, and for one of them: it takes the tree apart. */
  readonly tree: unknown;
}

/** `parse("a.ts", "fetch(url)")`. The language follows from the file's extension; any text gives facts. */
export function parse(path: string, text: string): Parsed {
  const tree = treeOf(path, text);
  return { path, text, facts: tree === undefined ? nothing(text) : factsOf(path, text, tree), tree };
}

/** Whether a text is whole: `parses("a.ts", "f(")` is false. */
export function parses(path: string, text: string): boolean {
  const tree = treeOf(path, text);
  return tree !== undefined && diagnosticsOf(tree).length === 0;
}

/** The same as `parse(previous.path, text)`, in less time after a small change. */
export function reparse(previous: Parsed, text: string, change: Change): Parsed {
  const old = previous.tree as ts.SourceFile | undefined;
  const fits = text.length === previous.text.length - (change.end - change.start) + change.length;
  if (old === undefined || !fits) return parse(previous.path, text);
  const range = { span: { start: change.start, length: change.end - change.start }, newLength: change.length };
  const tree = guarded(() => ts.updateSourceFile(old, text, range));
  return tree === undefined || losesErrors(old, tree, change)
    ? parse(previous.path, text)
    : { path: previous.path, text, facts: factsOf(previous.path, text, tree), tree };
}

/** The parser may take over a statement without the errors in it. An error outside the change that is gone asks for a fresh reading. */
function losesErrors(old: ts.SourceFile, tree: ts.SourceFile, { start, end, length }: Change): boolean {
  const found = new Set(diagnosticsOf(tree).map((diagnostic) => diagnostic.start));
  return diagnosticsOf(old).some((diagnostic) => {
    if (diagnostic.start >= start && diagnostic.start <= end) return false;
    return !found.has(diagnostic.start < start ? diagnostic.start : diagnostic.start + length - (end - start));
  });
}

const OPTIONS: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.ESNext,
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  // Every file counts as a module, so that `await` at its top level is read as such before the first import is typed.
  setExternalModuleIndicator: (file) => {
    (file as { externalModuleIndicator?: true }).externalModuleIndicator = true;
  },
};

function scriptKind(path: string): ts.ScriptKind {
  const extension = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  switch (extension) {
    case "tsx":
      return ts.ScriptKind.TSX;
    case "js":
    case "mjs":
    case "cjs":
      return ts.ScriptKind.JS;
    case "jsx":
      return ts.ScriptKind.JSX;
    default:
      return ts.ScriptKind.TS;
  }
}

/** The parser is recursive: a text that nests thousands of parentheses exhausts its stack. */
function guarded<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

const treeOf = (path: string, text: string): ts.SourceFile | undefined =>
  guarded(() => ts.createSourceFile(path, text, OPTIONS, false, scriptKind(path)));

/** What breaks the grammar in more places is no code, whatever its name; what the parser makes of it nests and repeats beyond measure. */
const MOST_ERRORS = 2000;

/** A half-typed string that swallows brackets is closed for a second reading; offsets stay what they are. */
function factsOf(path: string, text: string, tree: ts.SourceFile): Facts {
  if (diagnosticsOf(tree).length > MOST_ERRORS) return nothing(text);
  const open = guarded(() => openStrings(text, tree)) ?? new Map<number, number>();
  const closed = open.size === 0 ? undefined : treeOf(path, closeStrings(text, open));
  const file = closed ?? tree;
  const d = newDraft(text, file, closed === undefined ? new Map<number, number>() : open);
  lowerModule(d, file);
  const { functions, bindings, classes, imports, exports, errors } = d;
  const comments = guarded(() => readComments(text, file)) ?? [];
  return { base: 0, functions, bindings, classes, imports, exports, comments, errors, ends: endsIn(text, file.statements) };
}

function newDraft(text: string, file: ts.SourceFile, open: OpenStrings): Draft {
  return {
    text,
    functions: [],
    bindings: [],
    classes: [],
    imports: [],
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

const moduleFunction = (text: string, body: readonly Stmt[]): Func => ({
  id: 0,
  span: { start: 0, end: text.length },
  params: [],
  body,
  async: false,
  generator: false,
  arrow: false,
});

/** A statement that cannot be read costs itself alone, not the file. */
function lowerModule(d: Draft, file: ts.SourceFile): void {
  const body: Stmt[] = [];
  d.functions.push(moduleFunction(d.text, body) as Mutable<Func>);
  const { scope, exports } = d;
  guarded(() => hoistVars(d, file.statements));
  guarded(() => hoistBlock(d, file.statements));
  for (const statement of file.statements) {
    const done = guarded(() => {
      lowerStatement(d, statement, body);
      return true;
    });
    if (done === true) continue;
    d.errors.push(spanOf(d.text, statement));
    Object.assign(d, { scope, exports, func: 0, depth: 0, aliasDepth: 0 });
  }
}

function nothing(text: string): Facts {
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
