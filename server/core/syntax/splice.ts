import * as ts from "typescript";
import type { Binding, BindingId, Facts } from "../facts";
import { type Change, type Span, within } from "../text";
import { type Draft, type DraftBinding, type Left, newScope, type Scope } from "./draft";
import { factsOf, type Lowered, moduleFunction, newDraft, type Place } from "./module";
import { hoistBlock } from "./scope";
import { lowerStatement } from "./statements";
import { spanOf } from "./trivia";

const K = ts.SyntaxKind;

/** Statements whose names are their own alone: no type, no import, and no `var` of a block inside. */
const CONTAINED: ReadonlySet<ts.SyntaxKind> = new Set([
  K.FunctionDeclaration,
  K.ClassDeclaration,
  K.VariableStatement,
  K.ExpressionStatement,
  K.ExportAssignment,
]);

/**
 * The facts of `text` from those of before, where a change within one statement of the top level moves nothing behind it, and that
 * statement declares what it declared: it alone is read again. Nothing where that is not so.
 */
export function relower(before: Lowered, text: string, file: ts.SourceFile, change: Change): Lowered | undefined {
  if (change.end - change.start !== change.length || before.facts.errors.length !== before.broken) return undefined;
  const at = before.statements.findIndex(({ end }) => change.start <= end);
  const [old, node] = [before.statements[at], file.statements[at]];
  if (!old || !node || !CONTAINED.has(node.kind) || !othersStand(before.statements, at, file, text, change)) return undefined;
  const d = draftWithout(old, before, text, file);
  const declared = redeclare(d, node, old, before);
  if (!declared) return undefined;
  const broken = d.errors.length;
  const first = before.statements[at - 1]?.body ?? 0;
  const body = before.facts.functions[0]?.body ?? [];
  const own: (typeof body)[number][] = [];
  lowerStatement(d, node, own);
  if (d.errors.length !== broken || !declared.every((id) => standsForAsMuch(before.facts, d, id))) return undefined;
  const place = { ...spanOf(text, node), kind: node.kind };
  d.functions[0] = moduleFunction(text, [...body.slice(0, first), ...own, ...body.slice(old.body)]);
  finish(d, place);
  const more = first + own.length - old.body;
  const statements = before.statements.map((each, i) => (i < at ? each : { ...each, ...(i === at && place), body: each.body + more }));
  const { imports, exports } = before.facts;
  const facts = factsOf(
    {
      ...d,
      imports: [...imports.slice(0, before.hoisted), ...spliced(imports.slice(before.hoisted), d.imports, old, (one) => one.sourceSpan)],
      exports: spliced(exports, d.exports, old, (one) => one.span),
    },
    file,
  );
  return { facts, scope: d.scope, hoisted: before.hoisted, broken, statements };
}

/** Whether every other statement stands where it stood, apart from this one, and has in it nothing of the change. */
function othersStand(places: readonly Place[], at: number, file: ts.SourceFile, text: string, change: Change): boolean {
  if (file.statements.length !== places.length) return false;
  const [from, to] = [places[at - 1]?.end ?? -1, places[at + 1]?.start ?? text.length + 1];
  if (change.start < from || change.end > to) return false;
  return places.every(({ start, end, kind }, i) => {
    const node = file.statements[i] as ts.Statement;
    const span = spanOf(text, node);
    if (node.kind !== kind) return false;
    // What the parser misses at the end of a statement stands where the next one begins, if nothing is between.
    if (i === at) return from < Math.min(start, span.start) && Math.max(end, span.end) < to;
    return span.start === start && span.end === end;
  });
}

/** What is there without the statement that stood at `old`. The facts of before stay as they are. */
function draftWithout(old: Span, { facts, scope }: Lowered, text: string, file: ts.SourceFile): Draft {
  const functions = facts.functions.slice();
  const bindings = facts.bindings.slice() as DraftBinding[];
  const classes = facts.classes.slice();
  const inside = (all: readonly { readonly id: number; readonly span: Span }[]): number[] =>
    all.flatMap(({ id, span }) => (within(span, old) ? [id] : [])).reverse();
  const fresh = new Set<BindingId>();
  for (const binding of facts.bindings) {
    if (!binding.writes.some(({ span }) => within(span, old))) continue;
    bindings[binding.id] = { ...binding, writes: binding.writes.filter(({ span }) => !within(span, old)) };
    fresh.add(binding.id);
  }
  const left: Left = {
    functions: inside(facts.functions).filter((id) => id !== 0),
    bindings: inside(facts.bindings).filter((id) => scope.values?.get(facts.bindings[id]?.name ?? "") !== id),
    classes: inside(facts.classes),
    fresh,
  };
  const d = { ...newDraft(text, file, new Map()), functions, bindings, classes, left };
  d.scope = withTypes(d, scope, file);
  return d;
}

/** The parser may have made the declarations of types anew. */
function withTypes(d: Draft, { values, types }: Scope, file: ts.SourceFile): Scope {
  const scope: Scope = { parent: undefined, values, types: undefined };
  if (!types) return scope;
  scope.types = new Map([...types].filter(([, type]) => typeof type === "number"));
  const declarations = file.statements.filter(({ kind }) => kind === K.InterfaceDeclaration || kind === K.TypeAliasDeclaration);
  hoistBlock({ ...d, scope }, declarations);
  return scope;
}

/** Gives the names that the statement declares their bindings of before, empty; nothing if they are others, or another declares them too. */
function redeclare(d: Draft, node: ts.Statement, old: Span, { facts, scope }: Lowered): readonly BindingId[] | undefined {
  const own: Draft = { ...d, bindings: [], left: undefined, scope: newScope(undefined) };
  hoistBlock(own, [node]);
  const known = [...(scope.values ?? [])].filter(([, id]) => within((facts.bindings[id] as DraftBinding).span, old));
  if (own.bindings.length !== (own.scope.values?.size ?? 0) || own.bindings.length !== known.length) return undefined;
  for (const [name, id] of known) {
    const made = own.bindings[own.scope.values?.get(name) ?? -1];
    const before = facts.bindings[id] as DraftBinding;
    if (!made || !originsOf(before, facts).every((span) => within(span, old))) return undefined;
    d.bindings[id] = { ...made, id, writes: before.writes.filter(({ span }) => !within(span, old)) };
    d.left?.fresh.add(id);
  }
  return known.map(([, id]) => id);
}

/** Where stands what a name was declared to be. */
function originsOf({ initial, function: func, class: owner }: Binding, { functions, classes }: Facts): readonly Span[] {
  return [initial, func === undefined ? undefined : functions[func], owner === undefined ? undefined : classes[owner]].flatMap((value) =>
    value ? [value.span] : [],
  );
}

/** Of several declarations of one name the first that says something counts: one that says more or less than before changes the others. */
function standsForAsMuch({ bindings }: Facts, d: Draft, id: BindingId): boolean {
  const [before, now] = [bindings[id], d.bindings[id]];
  return (["initial", "function", "class", "type"] as const).every((key) => (before?.[key] === undefined) === (now?.[key] === undefined));
}

/** Puts the values that are written to a name in the order of the text, and something that means nothing under each id that is left. */
function finish(d: Draft, place: Span): void {
  const { functions, bindings, classes, fresh } = d.left as Left;
  for (const id of fresh) {
    const { writes } = d.bindings[id] as DraftBinding;
    const [before, after] = [writes.filter(({ span }) => span.start < place.start), writes.filter(({ span }) => span.start >= place.end)];
    const own = writes.filter(({ span }) => span.start >= place.start && span.start < place.end);
    writes.splice(0, writes.length, ...before, ...own, ...after);
  }
  const span = { start: place.start, end: place.start };
  for (const id of functions) d.functions[id] = { id, span, parent: 0, params: [], body: [], async: false, generator: false, arrow: false };
  for (const id of bindings) d.bindings[id] = { id, name: "", kind: "temp", span, func: 0, writes: [] };
  for (const id of classes) d.classes[id] = { id, span, members: [] };
}

/** `all` with `own` in the place of what stood in `old`. */
function spliced<T>(all: readonly T[], own: readonly T[], old: Span, spanOf: (one: T) => Span): T[] {
  const rest = all.filter((one) => !within(spanOf(one), old));
  const behind = rest.findIndex((one) => spanOf(one).start >= old.end);
  return behind < 0 ? [...rest, ...own] : [...rest.slice(0, behind), ...own, ...rest.slice(behind)];
}
