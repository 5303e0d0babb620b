/** What a person may want explained at a place: a comparison, a retry, a request, or an expression that leads to one. */
import type { Analysis } from "../analysis";
import type { Expr, Loop } from "../facts";
import { retriesOf } from "../flow/retries";
import type { Retry } from "../flow/retry";
import type { Site } from "../flow/sites";
import type { Linker } from "../link/link";
import { originOf } from "../link/requests";
import type { Frame, Place } from "../link/value";
import { contains, lineAt, lineStarts, type Span } from "../text";
import { eachExpression, eachStatement, expressions } from "../walk";
import { retriesAt } from "./retries";

export type Subject =
  | { readonly kind: "site"; readonly site: Site }
  | { readonly kind: "retry"; readonly retry: Retry }
  /** A loop that is none. */
  | { readonly kind: "loop"; readonly loop: Loop; readonly frame: Frame }
  | { readonly kind: "expression"; readonly place: Place };

/** What stands under the cursor; else the most telling of its line. A `place` that is a whole line has no cursor. */
export function subjectOf(analysis: Analysis, place: Span): Subject | undefined {
  const exact = place.start === place.end ? subjectAt(analysis, place.start) : undefined;
  return exact ?? subjectIn(analysis, lineOf(analysis.file.text, place));
}

function subjectAt(analysis: Analysis, offset: number): Subject | undefined {
  const site = smallest(analysis.flow.sites.filter(({ span }) => contains(span, offset)));
  if (site) return { kind: "site", site };
  const [found] = retriesAt(analysis, offset);
  if (found && found.retry.form !== "library") return { kind: "retry", retry: found.retry };
  const loop = loopsOf(analysis).find(({ loop: { head } }) => head.start <= offset && offset <= head.start + "while".length);
  if (loop) return { kind: "loop", ...loop };
  const named = namesOf(analysis).find(({ expr }) => contains(expr.span, offset));
  const within = smallest(
    placesOf(analysis)
      .filter(({ word }) => contains(word, offset))
      .map((it) => ({ ...it, span: it.word })),
  );
  const expression = within ?? named;
  return expression && { kind: "expression", place: { expr: expression.expr, frame: expression.frame } };
}

function subjectIn(analysis: Analysis, line: Span): Subject | undefined {
  const starts = ({ span }: { readonly span: Span }): boolean => line.start <= span.start && span.start < line.end;
  const sites = analysis.flow.sites.filter(starts).toSorted((a, b) => a.span.start - b.span.start);
  const asking = sites.find(({ view }) => view);
  if (asking) return { kind: "site", site: asking };
  const retry = retriesOf(analysis.flow).find(({ form, head }) => form !== "library" && starts({ span: head }));
  if (retry) return { kind: "retry", retry };
  const places = placesOf(analysis).filter(({ expr }) => starts(expr));
  const { linker } = analysis;
  const request = places.find(({ expr, frame }) => (expr.kind === "call" || expr.kind === "new") && originOf(linker, expr, frame));
  const view = places.find(({ expr, frame }) => linker.valueOf(expr, frame).kind === "view");
  const names = namesOf(analysis).filter(({ expr }) => starts(expr));
  const known = request ?? names.find(({ expr, frame }) => linker.valueOf(expr, frame).kind === "view") ?? view;
  const loop = known ? undefined : loopsOf(analysis).find(({ loop: { span } }) => starts({ span }));
  if (loop) return { kind: "loop", ...loop };
  const [site] = known ? [] : sites;
  if (site) return { kind: "site", site };
  const found = known ?? places.find(({ expr }) => expr.kind === "call" || expr.kind === "new") ?? places[0] ?? names[0];
  return found && { kind: "expression", place: { expr: found.expr, frame: found.frame } };
}

interface Word extends Place {
  /** What a cursor has to touch: the name that is read or called. */
  readonly word: Span;
}

/** Names, reads and calls; a name that is called stands for the call. */
function placesOf({ linker }: Analysis): readonly Word[] {
  const found: Word[] = [];
  for (const func of linker.facts.functions) {
    const frame = linker.canonical(func.id);
    const look = (expr: Expr, parent: Expr | undefined): void => {
      const word = wordOf(linker, expr);
      if (!word) return;
      const isCallee = (parent?.kind === "call" || parent?.kind === "new") && parent.callee === expr;
      found.push({ expr: isCallee ? parent : expr, frame, word });
    };
    eachStatement(func.body, (stmt) => {
      for (const root of expressions(stmt)) eachExpression(root, look);
    });
  }
  return found;
}

function wordOf(linker: Linker, expr: Expr): Span | undefined {
  if (expr.kind === "local") return linker.bindingOf(expr.binding)?.kind === "temp" ? undefined : expr.span;
  return expr.kind === "member" ? expr.nameSpan : expr.kind === "global" ? expr.span : undefined;
}

/** Names where they are declared: `catch (e)`, a parameter, `const res`. */
const namesOf = ({ linker }: Analysis): readonly Place[] =>
  linker.facts.bindings.flatMap(({ id, span, kind, func }) =>
    kind === "temp" || kind === "namespace" ? [] : [{ expr: { kind: "local", binding: id, span }, frame: linker.canonical(func) }],
  );

export function loopsOf({ linker }: Analysis): readonly { readonly loop: Loop; readonly frame: Frame }[] {
  const found: { loop: Loop; frame: Frame }[] = [];
  for (const func of linker.facts.functions)
    eachStatement(func.body, (stmt) => {
      if (stmt.kind === "loop") found.push({ loop: stmt, frame: linker.canonical(func.id) });
    });
  return found;
}

const smallest = <T extends { readonly span: Span }>(all: readonly T[]): T | undefined =>
  all.toSorted((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];

function lineOf(text: string, { start }: Span): Span {
  const starts = lineStarts(text);
  const line = lineAt(starts, start);
  return { start: starts[line] ?? 0, end: starts[line + 1] ?? text.length + 1 };
}
