/**
 * What of an earlier analysis still holds after an edit. A file is analysed part by part; a part's findings hold as long as neither it
 * nor anything that they were looked up in has changed, wherever in the text it stands now.
 */
import type { Environment, Finding, SourceFile } from "./contract";
import type { BindingId, Expr, Facts, Func } from "./facts";
import type { Found } from "./link/modules";
import { partAt } from "./link/reads";
import type { ReportedFix } from "./rules/rule";
import { styleOf } from "./style";
import { type Change, changeBetween } from "./text";
import { eachExpression, eachStatement, expressions } from "./walk";

/** What the rules say of one part. */
export interface PartFindings {
  readonly findings: readonly Told[];
  /** Of which places a rule says that its findings about them do not hold. */
  readonly cleared: readonly Cleared[];
}

export interface Cleared {
  readonly rule: string;
  readonly place: number;
}

/** A finding of a part, before it is known what the others say. */
export interface Told extends Finding {
  readonly about?: number;
  readonly fixes: readonly ReportedFix[];
}

/** What is kept of an analysis for the next one of the same file. */
export interface Kept {
  readonly file: SourceFile;
  readonly environment: Environment;
  readonly parts: readonly PartFindings[];
  /** By node, the nodes that it depends on: those of the parts, the top level's, that of imported files. */
  readonly reads: readonly ReadonlySet<number>[];
  /** Where imports led. */
  readonly found: readonly Found[];
  /** The other files that were looked into. */
  readonly paths: readonly string[];
}

/** What holds of an earlier analysis, as the parts are numbered now. */
export interface Standing {
  readonly parts: ReadonlyMap<number, PartFindings>;
  readonly reads: ReadonlyMap<number, readonly number[]>;
}

/** The functions of each part, without the top level itself. */
export function functionsByPart({ functions, ends }: Facts): readonly (readonly Func[])[] {
  const parts: Func[][] = ends.map(() => []);
  for (const func of functions.slice(1)) parts[partAt(ends, func.span.start)]?.push(func);
  return parts;
}

/** `standing(kept, file, environment)`; undefined where anything has changed that all parts may depend on. */
export function standing(kept: Kept, file: SourceFile, environment: Environment): Standing | undefined {
  const { file: old } = kept;
  if (old.path !== file.path || old.embedded || file.embedded || !sameAround(kept, environment)) return undefined;
  if (!sameNames(old.facts, file.facts) || !sameStyle(old.text, file.text)) return undefined;
  const change = changeBetween(old.text, file.text);
  const delta = change.length - (change.end - change.start);
  const [before, after] = untouched(old.facts.ends, file.facts.ends, change, delta);
  const [count, newCount] = [old.facts.ends.length, file.facts.ends.length];
  const roots = new Set([count]);
  for (let part = before; part < count - after; part++) roots.add(part);
  for (const index of usedOtherwise(old.facts, file.facts, before, after)) roots.add(partOfName(old.facts, index));
  const affected = reaching(kept.reads, roots);
  const renumbered = (node: number): number => (node < before ? node : node + newCount - count);
  const parts = new Map<number, PartFindings>();
  const reads = new Map<number, readonly number[]>();
  for (const [node, read] of kept.reads.entries()) {
    if (affected.has(node)) continue;
    const moved = node < count ? shifted(kept.parts[node] as PartFindings, change, delta) : undefined;
    if (node < count && !moved) continue;
    if (moved) parts.set(renumbered(node), moved);
    reads.set(renumbered(node), [...read].map(renumbered));
  }
  return { parts, reads };
}

/** What the earlier analysis found around the file is still so. */
function sameAround({ environment: was, found }: Kept, { catalog, settings, versions, modules }: Environment): boolean {
  if (was.catalog !== catalog || was.modules.path !== modules.path) return false;
  const { rules, binds } = was.settings;
  if (!sameMap(rules, settings.rules) || !sameMap(was.versions, versions)) return false;
  if (binds.length !== settings.binds.length || binds.some((bind, i) => JSON.stringify(bind) !== JSON.stringify(settings.binds[i])))
    return false;
  return found.every(({ from, source, module }) => modules.find(from, source) === module);
}

const sameMap = <K, V>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>): boolean =>
  a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);

/** The names of the top level, what is imported and what is exported: any of it can change what an expression anywhere means. */
function sameNames(a: Facts, b: Facts): boolean {
  const [names, others] = [namesIn(a), namesIn(b)];
  if (names.size !== others.size) return false;
  const outline = (facts: Facts, indices: ReadonlyMap<BindingId, number>): string =>
    JSON.stringify([
      [...indices.keys()].map((id) => [facts.bindings[id]?.name, facts.bindings[id]?.kind]),
      facts.imports.map(({ source, kind, typeOnly, names: each }) => [
        source,
        kind,
        typeOnly,
        each.map((n) => [n.imported, n.binding === undefined ? -1 : (indices.get(n.binding) ?? -2)]),
      ]),
      facts.exports.map((e) => [e.name, e.source, e.imported, e.value?.kind === "local" ? indices.get(e.value.binding) : e.value?.kind]),
    ]);
  return outline(a, names) === outline(b, others);
}

/** The names that the top level declares, with their place among them. */
function namesIn({ bindings }: Facts): ReadonlyMap<BindingId, number> {
  const found = new Map<BindingId, number>();
  for (const { id, func } of bindings) if (func === 0) found.set(id, found.size);
  return found;
}

/** Fixes write as the text does. */
const sameStyle = (a: string, b: string): boolean => JSON.stringify(styleOf(a)) === JSON.stringify(styleOf(b));

/** How many parts at the beginning and how many at the end a change does not touch. */
function untouched(ends: readonly number[], now: readonly number[], change: Change, delta: number): readonly [number, number] {
  const most = Math.min(ends.length, now.length);
  let before = 0;
  while (before < most && (ends[before] as number) < change.start && ends[before] === now[before]) before++;
  let after = 0;
  while (before + after < most) {
    const [at, nowAt] = [ends.length - 1 - after, now.length - 1 - after];
    const [start, nowStart] = [ends[at - 1] ?? 0, now[nowAt - 1] ?? 0];
    if (start <= change.end || nowStart !== start + delta) break;
    after++;
  }
  return [before, after];
}

/** The part that declares a name of the top level, by the name's place among them. */
function partOfName(facts: Facts, index: number): number {
  const declared = facts.bindings.filter(({ func }) => func === 0)[index];
  return partAt(facts.ends, declared?.span.start ?? 0);
}

/** Names of other parts that the changed ones call, hand on, assign or put something on otherwise than before. */
function usedOtherwise(old: Facts, now: Facts, before: number, after: number): readonly number[] {
  const [was, is] = [usesIn(old, before, old.ends.length - after), usesIn(now, before, now.ends.length - after)];
  const names = new Set([...was.keys(), ...is.keys()]);
  return [...names].filter((index) => was.get(index)?.join() !== is.get(index)?.join());
}

/** How the parts from `from` up to `to` use the names of the top level. */
function usesIn(facts: Facts, from: number, to: number): ReadonlyMap<number, readonly string[]> {
  const names = namesIn(facts);
  const start = from === 0 ? 0 : (facts.ends[from - 1] as number);
  const end = to === 0 ? 0 : (facts.ends[to - 1] as number);
  const inside = (offset: number): boolean => start <= offset && (offset < end || to === facts.ends.length);
  const uses = new Map<number, string[]>();
  const add = (binding: BindingId, use: string): void => {
    const index = names.get(binding);
    if (index !== undefined) uses.set(index, [...(uses.get(index) ?? []), use]);
  };
  const visit = (expr: Expr, parent: Expr | undefined): void => {
    if (expr.kind === "local") add(expr.binding, roleIn(expr, parent));
    if (expr.kind !== "assign" || expr.target.kind !== "member") return;
    const object = uncast(expr.target.object);
    if (object.kind === "local") add(object.binding, `put ${expr.target.name}`);
  };
  for (const func of facts.functions) {
    if (func.id !== 0 && !inside(func.span.start)) continue;
    for (const { initial } of func.params) if (initial) eachExpression(initial, visit);
    eachStatement(func.body, (stmt) => {
      for (const expr of expressions(stmt)) if (inside(expr.span.start)) eachExpression(expr, visit);
    });
  }
  for (const { span, members } of facts.classes)
    if (inside(span.start)) for (const { value } of members) if (value) eachExpression(value, visit);
  return uses;
}

function roleIn(expr: Expr, parent: Expr | undefined): string {
  if (parent?.kind === "call" || parent?.kind === "new") {
    if (parent.callee === expr) return "call";
    const index = parent.args.indexOf(expr);
    if (index >= 0) return `argument ${index}`;
  }
  return parent?.kind === "assign" && parent.target === expr ? "write" : "read";
}

const uncast = (expr: Expr): Expr => (expr.kind === "cast" ? uncast(expr.value) : expr);

/** The nodes from which one of the roots can be reached, and the roots. */
function reaching(reads: readonly ReadonlySet<number>[], roots: ReadonlySet<number>): ReadonlySet<number> {
  const readers = new Map<number, number[]>();
  for (const [node, read] of reads.entries())
    for (const other of read) {
      const list = readers.get(other);
      if (list) list.push(node);
      else readers.set(other, [node]);
    }
  const found = new Set(roots);
  for (const node of found) for (const reader of readers.get(node) ?? []) found.add(reader);
  return found;
}

/** Findings where they stand after a change elsewhere; undefined where one of them tells of a place in the change. */
function shifted({ findings, cleared }: PartFindings, change: Change, delta: number): PartFindings | undefined {
  let lost = false;
  const at = (offset: number): number => {
    if (offset <= change.start) return offset;
    if (offset < change.end) lost = true;
    return offset + delta;
  };
  const move = (found: Told): Told => {
    const span = { start: at(found.span.start), end: at(found.span.end) };
    return {
      ...found,
      span,
      ...(found.about !== undefined && { about: at(found.about) }),
      fixes: found.fixes.map((fix) => ({
        ...fix,
        edits: fix.edits.map((edit) => ({ ...edit, span: { start: at(edit.span.start), end: at(edit.span.end) } })),
      })),
      related: found.related.map((r) => (r.file ? r : { ...r, span: { start: at(r.span.start), end: at(r.span.end) } })),
    };
  };
  const moved = { findings: findings.map(move), cleared: cleared.map(({ rule, place }) => ({ rule, place: at(place) })) };
  return lost ? undefined : moved;
}
