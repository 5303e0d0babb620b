/** What stands at an offset besides a code: a word that branches, or an expression that holds an outcome. */
import type { Analysis } from "../analysis";
import type { Branch, Case, Expr, Facts, Stmt, Switch, Try } from "../facts";
import { flowOf } from "../flow/flow";
import { type Narrower, subjectsIn } from "../flow/narrow";
import type { Cell, State } from "../flow/state";
import { caseCondition, isOfConditions } from "../flow/switches";
import type { Frame, Subject, View } from "../link/value";
import { contains, type Span } from "../text";
import { eachExpression, eachStatement, expressions } from "../walk";

/** A place that reads an outcome, with what can be there. */
export interface ViewPlace {
  readonly span: Span;
  readonly view: View;
  readonly cell: Cell;
}

/** `res`, `err`, `res.status` or `body.error.code` under the cursor. What is known there is found by walking its functions again. */
export function viewAt(analysis: Analysis, offset: number): ViewPlace | undefined {
  const place = readAt(analysis, offset);
  if (!place) return undefined;
  const { expr, span, view } = place;
  const { flow } = analysis;
  let cell: Cell | undefined;
  const seen = (e: Expr, _frame: Frame, state: State): void => {
    if (e === expr && state) cell = flow.narrower.cellOf(state, view.subject);
  };
  const around = flow.functions.filter(({ span }) => contains(span, offset));
  flowOf(flow.narrower, around, new Map(), { seen });
  return cell && { span, view, cell };
}

/** The expression under the cursor that reads an outcome, whatever is known of it there. */
export function readAt({ linker }: Analysis, offset: number): { expr: Expr; span: Span; view: View } | undefined {
  let found: { expr: Expr; span: Span; view: View } | undefined;
  for (const func of linker.facts.functions) {
    if (!contains(func.span, offset)) continue;
    const look = (expr: Expr): void => {
      const span = spanOf(linker.facts, expr);
      if (!span || !contains(span, offset)) return;
      const view = linker.valueOf(expr, linker.canonical(func.id));
      if (view.kind === "view") found = { expr, span, view };
    };
    eachStatement(func.body, (stmt) => {
      for (const root of expressions(stmt)) eachExpression(root, look);
    });
  }
  return found;
}

/** Where the name stands by which something is read. What a pattern takes apart has no name of its own. */
function spanOf({ bindings }: Facts, expr: Expr): Span | undefined {
  if (expr.kind === "local") return bindings[expr.binding]?.kind === "temp" ? undefined : expr.span;
  return expr.kind === "member" ? expr.nameSpan : undefined;
}

/** What gets past a word: the outcomes of one subject. */
export interface WordPlace {
  readonly span: Span;
  readonly word: "if" | "else" | "switch" | "case" | "default" | "catch";
  readonly subject: Subject;
  readonly cell: Cell;
}

/** The outcomes that come to the part of a branch whose word is under the cursor; none where its test says nothing of an outcome. */
export function wordsAt(analysis: Analysis, offset: number): readonly WordPlace[] {
  const { flow, file } = analysis;
  for (const { stmt, frame, before, left } of flow.passages) {
    if (!contains(stmt.span, offset)) continue;
    const found =
      stmt.kind === "branch"
        ? ofBranch(file.text, flow.narrower, stmt, frame, before, left, offset)
        : ofSwitch(flow.narrower, stmt, frame, before, offset);
    if (found.length > 0) return found;
  }
  return ofCatch(analysis, offset);
}

const wordAt = (start: number, word: string, offset: number): Span | undefined => {
  const span = { start, end: start + word.length };
  return contains(span, offset) ? span : undefined;
};

function ofBranch(
  text: string,
  narrower: Narrower,
  stmt: Branch,
  frame: Frame,
  before: State,
  left: State,
  offset: number,
): readonly WordPlace[] {
  const other = stmt.elseSpan ? text.slice(stmt.thenSpan.end, stmt.elseSpan.start).lastIndexOf("else") : -1;
  const onIf = wordAt(stmt.span.start, "if", offset);
  const span = onIf ?? (other < 0 ? undefined : wordAt(stmt.thenSpan.end + other, "else", offset));
  if (!span || !before) return [];
  const after = onIf ? narrower.assume(stmt.test, before, true, frame) : left;
  return changed(narrower, subjectsIn(narrower.linker, stmt.test, frame), before, after).map((place) => ({
    ...place,
    span,
    word: onIf ? "if" : "else",
  }));
}

function ofSwitch(narrower: Narrower, stmt: Switch, frame: Frame, before: State, offset: number): readonly WordPlace[] {
  if (!before) return [];
  const subjects = subjectsIn(narrower.linker, stmt.subject, frame);
  const onSwitch = wordAt(stmt.span.start, "switch", offset);
  if (onSwitch) return all(narrower, subjects, before).map((place) => ({ ...place, span: onSwitch, word: "switch" }));
  const clause = stmt.cases.find((c) => wordAt(c.span.start, c.test ? "case" : "default", offset));
  const span = clause && wordAt(clause.span.start, clause.test ? "case" : "default", offset);
  if (!clause || !span) return [];
  let rest: State = before;
  for (const { test } of clause.test ? stmt.cases.slice(0, stmt.cases.indexOf(clause)) : stmt.cases) {
    if (test) rest = narrower.assume(caseCondition(stmt, test), rest, false, frame);
  }
  const enters = clause.test ? narrower.assume(caseCondition(stmt, clause.test), rest, true, frame) : rest;
  const asked = isOfConditions(stmt.subject) ? subjectsOf(narrower, stmt.cases, frame) : subjects;
  return changed(narrower, asked, before, enters).map((place) => ({ ...place, span, word: clause.test ? "case" : "default" }));
}

const subjectsOf = (narrower: Narrower, cases: readonly Case[], frame: Frame): ReadonlyMap<string, Subject> =>
  new Map(cases.flatMap(({ test }) => (test ? [...subjectsIn(narrower.linker, test, frame)] : [])));

function ofCatch({ linker, flow }: Analysis, offset: number): readonly WordPlace[] {
  let clause: Try["catch"];
  let func = 0;
  for (const { id, span, body } of linker.facts.functions) {
    if (!contains(span, offset)) continue;
    eachStatement(body, (stmt: Stmt) => {
      if (stmt.kind !== "try" || !stmt.catch || !wordAt(stmt.catch.span.start, "catch", offset)) return;
      clause = stmt.catch;
      func = id;
    });
  }
  if (clause?.binding === undefined) return [];
  const value = linker.bindingValue(clause.binding, linker.canonical(func));
  const span = wordAt(clause.span.start, "catch", offset);
  if (value.kind !== "view" || !span) return [];
  return [{ span, word: "catch", subject: value.subject, cell: flow.narrower.cellOf(undefined, value.subject) }];
}

type Place = Pick<WordPlace, "subject" | "cell">;

const all = (narrower: Narrower, subjects: ReadonlyMap<string, Subject>, state: State): readonly Place[] =>
  [...subjects.values()].filter((s) => !s.shared).map((subject) => ({ subject, cell: narrower.cellOf(state, subject) }));

/** What a test leaves of the subjects that it narrows. */
function changed(narrower: Narrower, subjects: ReadonlyMap<string, Subject>, before: State, after: State): readonly Place[] {
  if (!after) return [];
  return all(narrower, subjects, after).filter(({ subject, cell }) => {
    const was = narrower.cellOf(before, subject);
    return cell.sets.some((set, i) => set.some((word, at) => word !== was.sets[i]?.[at]));
  });
}
