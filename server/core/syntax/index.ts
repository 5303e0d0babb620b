import * as ts from "typescript";
import type { Facts } from "../facts";
import type { Change } from "../text";
import { guarded, type Lowered, lowerModule, nothing } from "./module";
import { closeStrings, diagnosticsOf, openStrings } from "./repair";
import { relower } from "./splice";

/** A text, what it says, and what the next edit of an open file makes use of. Keep `facts` of a closed file alone. */
export interface Parsed {
  readonly path: string;
  readonly text: string;
  readonly facts: Facts;
  /** For `reparse` alone, and for one of them: it takes the tree apart. */
  readonly tree: unknown;
  /** How the facts were made, where the text did not have to be mended for it. */
  readonly lowered?: Lowered;
}

/** `parse("a.ts", "fetch(url)")`. The language follows from the file's extension; any text gives facts. */
export function parse(path: string, text: string): Parsed {
  const tree = treeOf(path, text);
  return tree === undefined ? { path, text, facts: nothing(text), tree } : read(path, text, tree);
}

/** Whether a text is whole: `parses("a.ts", "f(")` is false. */
export function parses(path: string, text: string): boolean {
  const tree = treeOf(path, text);
  return tree !== undefined && diagnosticsOf(tree).length === 0;
}

/**
 * The same as `parse(previous.path, text)`, in less time after a small change, and in the least after one that moves nothing behind the
 * statement of the top level that it stands in. Ids of functions, bindings and classes may then be others, and some name nothing.
 */
export function reparse(previous: Parsed, text: string, change: Change): Parsed {
  const { lowered } = previous;
  const old = previous.tree as ts.SourceFile | undefined;
  const fits = text.length === previous.text.length - (change.end - change.start) + change.length;
  if (old === undefined || !fits) return parse(previous.path, text);
  const range = { span: { start: change.start, length: change.end - change.start }, newLength: change.length };
  const tree = guarded(() => ts.updateSourceFile(old, text, range));
  if (tree === undefined || losesErrors(old, tree, change)) return parse(previous.path, text);
  return read(previous.path, text, tree, lowered && ((file) => relower(lowered, text, file, change)));
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
const treeOf = (path: string, text: string): ts.SourceFile | undefined =>
  guarded(() => ts.createSourceFile(path, text, OPTIONS, false, scriptKind(path)));

/** What breaks the grammar in more places is no code, whatever its name; what the parser makes of it nests and repeats beyond measure. */
const MOST_ERRORS = 2000;

/** A half-typed string that swallows brackets is closed for a second reading; offsets stay what they are. */
function read(path: string, text: string, tree: ts.SourceFile, shortcut?: (file: ts.SourceFile) => Lowered | undefined): Parsed {
  if (diagnosticsOf(tree).length > MOST_ERRORS) return { path, text, facts: nothing(text), tree };
  const open = guarded(() => openStrings(text, tree)) ?? new Map<number, number>();
  const closed = open.size === 0 ? undefined : treeOf(path, closeStrings(text, open));
  if (closed !== undefined) return { path, text, facts: lowerModule(text, closed, open).facts, tree };
  const lowered = guarded(() => shortcut?.(tree)) ?? lowerModule(text, tree, new Map());
  return { path, text, facts: lowered.facts, tree, lowered };
}
