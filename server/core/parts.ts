/**
 * What of an earlier analysis still holds after an edit. A file is analysed part by part; a part's findings hold as long as neither it
 * nor anything that they were looked up in has changed, wherever in the text it stands now.
 */
import type { Environment, Finding, SourceFile } from "./contract";
import type { BindingId, Expr, Facts, Func } from "./facts";
import type { Found } from "./link/modules";
import { nodesOf, partAt } from "./link/reads";
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
  /** By node (`Reads`), the nodes that it depends on. */
  readonly reads: readonly ReadonlySet<number>[];
  /** Where imports led, each once. */
  readonly found: ReadonlyMap<string, Found>;
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
  const [nodes, newNodes] = [nodesOf(count), nodesOf(newCount)];
  const roots = new Set([nodes.module]);
  for (let part = before; part < count - after; part++) roots.add(part);
  for (const name of usedOtherwise(old.facts, file.facts, before, after)) roots.add(partOf(old.facts, name));
  for (const part of inOtherClasses(old.facts, file.facts, before, after)) roots.add(part);
  const affected = reaching(kept.reads, roots);
  const moved = (part: number): number => (part < before ? part : part + newCount - count);
  const renumbered = (node: number): number => {
    if (node >= nodes.module) return node - nodes.module + newNodes.module;
    return node < count ? moved(node) : newNodes.value(moved(node - count));
  };
  const parts = new Map<number, PartFindings>();
  for (const [part, found] of kept.parts.entries()) {
    const still = affected.has(nodes.value(part)) ? undefined : shifted(found, change, delta);
    if (still) parts.set(moved(part), still);
  }
  const reads = new Map<number, readonly number[]>();
  for (const [node, read] of kept.reads.entries()) if (!affected.has(node)) reads.set(renumbered(node), [...read].map(renumbered));
  return { parts, reads };
}

/** What the earlier analysis found around the file is still so. */
function sameAround({ environment: was, found }: Kept, { catalog, settings, versions, modules }: Environment): boolean {
  if (was.catalog !== catalog || was.modules.path !== modules.path) return false;
  const { rules, binds } = was.settings;
  if (!sameMap(rules, settings.rules) || !sameMap(was.versions, versions)) return false;
  if (binds.length !== settings.binds.length || binds.some((bind, i) => JSON.stringify(bind) !== JSON.stringify(settings.binds[i])))
    return false;
  return [...found.values()].every(({ from, source, module }) => modules.find(from, source) === module);
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
      facts.classes.map(({ name, members: each }) => [name, each.map((m) => [m.name, m.kind, m.static])]),
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

/** The part that declares what `usesIn` names: a name of the top level by its place among them, or a class by `classKey`. */
function partOf(facts: Facts, name: number): number {
  const declared = name < 0 ? facts.classes[-1 - name] : facts.bindings.filter(({ func }) => func === 0)[name];
  return partAt(facts.ends, declared?.span.start ?? 0);
}

/** What of other parts the changed ones call, hand on, assign or put something on otherwise than before. */
function usedOtherwise(old: Facts, now: Facts, before: number, after: number): readonly number[] {
  const [was, is] = [usesIn(old, before, old.ends.length - after), usesIn(now, before, now.ends.length - after)];
  const names = new Set([...was.keys(), ...is.keys()]);
  return [...names].filter((name) => was.get(name)?.join() !== is.get(name)?.join());
}

const classKey = (index: number): number => -1 - index;

/** How the parts from `from` up to `to` use the names of the top level, and through `this` the members of their class. */
function usesIn(facts: Facts, from: number, to: number): ReadonlyMap<number, readonly string[]> {
  const names = namesIn(facts);
  const start = from === 0 ? 0 : (facts.ends[from - 1] as number);
  const end = to === 0 ? 0 : (facts.ends[to - 1] as number);
  const inside = (offset: number): boolean => start <= offset && (offset < end || to === facts.ends.length);
  const uses = new Map<number, string[]>();
  const add = (name: number | undefined, use: string): void => {
    if (name !== undefined) uses.set(name, [...(uses.get(name) ?? []), use]);
  };
  const visit = (expr: Expr, parent: Expr | undefined): void => {
    if (expr.kind === "local") add(names.get(expr.binding), roleIn(facts, expr, parent));
    if (expr.kind === "this") for (const index of classesAt(facts, expr.span.start)) add(classKey(index), roleIn(facts, expr, parent));
    if (expr.kind !== "assign" || expr.target.kind !== "member") return;
    const object = uncast(expr.target.object);
    if (object.kind === "local") add(names.get(object.binding), `put ${expr.target.name}`);
    if (object.kind === "this") for (const index of classesAt(facts, expr.span.start)) add(classKey(index), `put ${expr.target.name}`);
  };
  for (const func of facts.functions) {
    if (func.id !== 0 && !inside(func.span.start)) continue;
    for (const { initial } of func.params) if (initial) eachExpression(initial, visit);
    eachStatement(func.body, (stmt) => {
      for (const expr of expressions(stmt)) if (inside(expr.span.start)) eachExpression(expr, visit);
    });
  }
  for (const { members } of facts.classes)
    for (const { value } of members) if (value && inside(value.span.start)) eachExpression(value, visit);
  return uses;
}

/** What an expression does with a name: calls it, hands it on, reads something of it … */
function roleIn(facts: Facts, expr: Expr, parent: Expr | undefined): string {
  if (parent?.kind === "member") return `.${parent.name}`;
  if (parent?.kind === "assign") return parent.target === expr ? "write" : "read";
  if (parent?.kind !== "call" && parent?.kind !== "new") return parent?.kind ?? "read";
  if (parent.callee === expr) return "call";
  const { callee } = parent;
  // By the name of a guard it is known what it is given.
  const to = callee.kind === "member" ? callee.name : callee.kind === "local" ? facts.bindings[callee.binding]?.name : "";
  return `argument ${parent.args.indexOf(expr)} of ${to}`;
}

const uncast = (expr: Expr): Expr => (expr.kind === "cast" ? uncast(expr.value) : expr);

/** The classes around an offset, by their indices. */
const classesAt = (facts: Facts, offset: number): readonly number[] =>
  facts.classes.flatMap(({ span }, index) => (span.start <= offset && offset < span.end ? [index] : []));

/** Parts of which the class that they are members of is another one now, or begins where something changed. */
function inOtherClasses(old: Facts, now: Facts, before: number, after: number): readonly number[] {
  const count = old.ends.length;
  const kept = old.ends.map((_, part) => part).filter((part) => part < before || part >= count - after);
  return kept.filter((part) => {
    const [was, is] = [classesAround(old, part), classesAround(now, part < before ? part : part + now.ends.length - count)];
    const heads = was.map((index) => partAt(old.ends, old.classes[index]?.span.start ?? 0));
    return was.join() !== is.join() || heads.some((head) => head >= before && head < count - after);
  });
}

/** The classes that begin before a part's own text and end behind it. */
function classesAround(facts: Facts, part: number): readonly number[] {
  const [start, end] = [facts.ends[part - 1] ?? 0, facts.ends[part] as number];
  return facts.classes.flatMap(({ span }, index) => (span.start < start && end < span.end ? [index] : []));
}

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
