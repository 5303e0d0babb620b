/** What a condition leaves: the state when it holds and the state when it does not. */
import type { Expr } from "../facts";
import type { Field } from "../link/field";
import type { Linker } from "../link/link";
import { dotted } from "../link/requests";
import { classSource } from "../link/sdk";
import { transports } from "../link/transports";
import { type Frame, type Member, type Subject, UNKNOWN, type Value } from "../link/value";
import { children } from "../walk";
import { evaluate, prepared } from "./evaluate";
import { truth } from "./known";
import { type Answers, answers, answersIn, difference, initialRows, intersection, type RowSet, type RowTable, tableOf } from "./rows";
import { type Cell, isDead, joinStates, type State, withCell } from "./state";

export interface Narrower {
  readonly linker: Linker;
  readonly need: (provider: string) => void;
  cellOf(state: State, subject: Subject): Cell;
  tableOf(subject: Subject, member: number): RowTable;
  /** Of `set`, the rows of one member in which the condition is, or may be, `truth`; with `certain`, those in which it is. */
  rowsWhere(expr: Expr, frame: Frame, subject: Subject, member: number, set: RowSet, truth: boolean, certain?: boolean): RowSet;
  /**
   * The state in which the condition is `truth`; undefined when no outcome makes it so. Of the outcomes in doubt only those stay for
   * which the answer is known: of `isRetryable(error)`, imported, nothing is left.
   */
  assume(expr: Expr, state: State, truth: boolean, frame: Frame, doubt?: Doubt): State;
}

export function createNarrower(linker: Linker, need: (provider: string) => void): Narrower {
  const known = new Map<Expr, Map<Frame, Known[]>>();
  const alike = new WeakMap<Subject, readonly number[]>();
  const narrower: Narrower = {
    linker,
    need,
    tableOf(subject, index) {
      const id = subject.members[index]?.origin.provider;
      const provider = id === undefined || id === "none" ? undefined : linker.environment.catalog.provider(id);
      if (provider === "unloaded" && id !== undefined) need(id);
      return tableOf(provider === "unloaded" ? undefined : provider);
    },
    cellOf(state, subject) {
      const known = state?.get(subject.id);
      if (known) return known;
      return { sets: subject.members.map((m, i) => initialRows(m, narrower.tableOf(subject, i))), foreign: subject.foreign };
    },
    rowsWhere(expr, frame, subject, member, set, holds, certain = false) {
      const { yes, no } = answersOf(expr, frame, subject, likeOf(subject)[member] ?? member);
      // What may be true and may not be false is true.
      const [may, mayNot] = holds ? [yes, no] : [no, yes];
      return intersection(set, certain ? difference(may, mayNot) : may);
    },
    assume: (expr, state, holds, frame, doubt) =>
      assume(narrower, expr, state, holds, frame, doubt ? { alias: false, doubt } : { alias: false }),
  };
  return narrower;

  /** The rows of a member in which a condition may be true, and those in which it may be false, worked out once for all of them. */
  function answersOf(expr: Expr, frame: Frame, subject: Subject, member: number): Answers {
    const frames = known.get(expr) ?? new Map<Frame, Known[]>();
    known.set(expr, frames);
    const list = frames.get(frame) ?? [];
    frames.set(frame, list);
    const found = list.find((k) => k.subject === subject && k.member === member);
    if (found) return found;
    const table = narrower.tableOf(subject, member);
    const at = { linker, subject, member, need, fields: new Map<Value, Field>() };
    const plain = prepared(expr, frame, at);
    const made = plain
      ? answers(table, plain.key, (row) => truth(plain.of(row)))
      : answersIn(table, (row) => truth(evaluate(expr, frame, { ...at, row })));
    list.push({ ...made, subject, member });
    return made;
  }

  function likeOf(subject: Subject): readonly number[] {
    const found = alike.get(subject) ?? firstAlike(subject.members);
    alike.set(subject, found);
    return found;
  }
}

/**
 * Of each member the first of which every condition says the same: what the same client brings of the same API. An error that calls all
 * over a workspace can bring has hundreds of members, of a few kinds.
 */
function firstAlike(members: readonly Member[]): readonly number[] {
  const firsts: number[] = [];
  return members.map((member, index) => {
    const isPlain = member.thrown === undefined && member.prefix.length === 0;
    const first = isPlain ? firsts.find((i) => isAlike(members[i] as Member, member)) : index;
    if (first === undefined) firsts.push(index);
    return first ?? index;
  });
}

const isAlike = (a: Member, b: Member): boolean =>
  a.side === b.side && a.origin.transport === b.origin.transport && a.origin.provider === b.origin.provider;

interface Known extends Answers {
  readonly subject: Subject;
  readonly member: number;
}

/** Outcomes of which only those count for which an answer is certain. */
export interface Doubt {
  readonly origins: ReadonlySet<string>;
  /** Calls that bring them, or something made of them. */
  readonly calls: ReadonlySet<Expr>;
}

interface Mode {
  /** The condition has a name. */
  readonly alias: boolean;
  readonly doubt?: Doubt;
}

function assume(n: Narrower, expr: Expr, state: State, holds: boolean, frame: Frame, mode: Mode): State {
  if (!state) return state;
  switch (expr.kind) {
    case "not":
      return assume(n, expr.operand, state, !holds, frame, mode);
    case "await":
    case "cast":
      return assume(n, expr.value, state, holds, frame, mode);
    case "literal":
      return Boolean(expr.value) === holds ? state : undefined;
    case "choice": {
      if (expr.op === "??") break;
      if (expr.op === "?:") {
        const test = expr.test as Expr;
        const left = assume(n, expr.left, assume(n, test, state, true, frame, mode), holds, frame, mode);
        return joinStates(left, assume(n, expr.right, assume(n, test, state, false, frame, mode), holds, frame, mode));
      }
      const both = expr.op === "&&";
      if (both === holds) return assume(n, expr.right, assume(n, expr.left, state, holds, frame, mode), holds, frame, mode);
      const early = assume(n, expr.left, state, holds, frame, mode);
      return joinStates(early, assume(n, expr.right, assume(n, expr.left, state, !holds, frame, mode), holds, frame, mode));
    }
    case "local": {
      const binding = n.linker.bindingOf(expr.binding);
      const initial = binding?.writes.length === 0 && binding.func === frame.func ? binding.initial : undefined;
      const plain = initial && (initial.kind === "choice" || initial.kind === "not" || initial.kind === "compare");
      // A name that is read before it has its value; such names can lead to each other.
      if (plain && initial.span.start < expr.span.start) return assume(n, initial, state, holds, frame, { ...mode, alias: true });
      break;
    }
    default:
  }
  return leaf(n, expr, state, holds, frame, mode);
}

/** A condition without `&&` and `||` in it: of the one subject it speaks of, the rows that give the asked truth stay. */
function leaf(n: Narrower, expr: Expr, state: State, holds: boolean, frame: Frame, { alias, doubt }: Mode): State {
  const subjects = subjectsIn(n.linker, expr, frame);
  const subject = [...subjects.values()][0];
  const strict = doubt !== undefined && speaksOf(n.linker, expr, frame, doubt);
  if (!subject || subjects.size > 1 || subject.shared || (alias && subject.mutable)) return strict ? undefined : state;
  const before = n.cellOf(state, subject);
  if (strict && !state?.has(subject.id)) return undefined;
  const sets = before.sets.map((set, member) => n.rowsWhere(expr, frame, subject, member, set, holds, strict));
  const known = holds && ((before.foreign === "sync" && onlyFromResponses(n, expr, frame)) || isSdkClass(n.linker, expr, frame));
  const foreign = known ? "none" : before.foreign;
  const after: Cell = { sets, foreign };
  return isDead(after) && (strict || !isDead(before)) ? undefined : withCell(state, subject.id, after);
}

/** Whether a condition hangs on the outcome of one of these calls, be it through a name that is assigned anew. */
function speaksOf(linker: Linker, expr: Expr, frame: Frame, { origins, calls }: Doubt): boolean {
  const seen = new Set<Expr>();
  const visit = (e: Expr): boolean => {
    if (seen.has(e)) return false;
    seen.add(e);
    if (calls.has(e)) return true;
    if (e.kind === "local" || e.kind === "member" || e.kind === "call") {
      const value = linker.valueOf(e, frame);
      if (value.kind === "view") return value.subject.members.some((m) => origins.has(m.origin.id));
    }
    if (e.kind !== "local") return children(e).some(visit);
    const binding = linker.bindingOf(e.binding);
    if (!binding || binding.param !== undefined) return false;
    return [...(binding.initial ? [binding.initial] : []), ...binding.writes].some(visit);
  };
  return visit(expr);
}

/** A guard of a client's errors, or a read behind `response`: what plain calls throw does not pass it. */
function onlyFromResponses(n: Narrower, expr: Expr, frame: Frame): boolean {
  const clientClass = (e: Expr | undefined) => {
    const name = e ? dotted(n.linker, e)?.split(".").at(-1) : undefined;
    return name !== undefined && transports.some((t) => t.classes.includes(name) || t.guards.includes(name));
  };
  if (expr.kind === "compare" && expr.op === "instanceof") return clientClass(expr.right) || isPrivateClass(n.linker, expr.right, frame);
  if (expr.kind === "call" && clientClass(expr.callee)) return true;
  const places = expr.kind === "compare" ? [expr.left, expr.right] : [expr];
  const negative = expr.kind === "compare" && (expr.op === "!==" || expr.op === "!=");
  return !negative && places.some((p) => behindResponse(n.linker.valueOf(p, frame)));
}

/** A class of an SDK: only its errors pass, and they are among the members. */
const isSdkClass = (linker: Linker, expr: Expr, frame: Frame): boolean =>
  expr.kind === "compare" && expr.op === "instanceof" && classSource(linker, expr.right, frame) !== undefined;

/** A class that only this file can throw. */
function isPrivateClass(linker: Linker, expr: Expr, frame: Frame): boolean {
  const value = linker.valueOf(expr, frame);
  const binding = value.kind === "class" ? linker.classOf(value.id)?.binding : undefined;
  return (
    binding !== undefined && !linker.units.at(binding).facts.exports.some((e) => e.value?.kind === "local" && e.value.binding === binding)
  );
}

export const behindResponse = (value: Value): boolean => value.kind === "view" && value.subject.error && value.path[0]?.name === "response";

/** The subjects whose places an expression reads, through local conditions too. */
export function subjectsIn(linker: Linker, expr: Expr, frame: Frame): ReadonlyMap<string, Subject> {
  const found = new Map<string, Subject>();
  const seen = new Set<Expr>();
  const visit = (e: Expr): void => {
    if (seen.has(e)) return;
    seen.add(e);
    if (e.kind === "local" || e.kind === "member" || e.kind === "call") {
      const value = linker.mayHold(e, frame) ? linker.valueOf(e, frame) : UNKNOWN;
      if (value.kind === "view") {
        found.set(value.subject.id, value.subject);
        return;
      }
    }
    if (e.kind === "local") {
      const binding = linker.bindingOf(e.binding);
      if (binding?.initial && binding.writes.length === 0 && binding.param === undefined) visit(binding.initial);
      return;
    }
    for (const child of children(e)) visit(child);
  };
  visit(expr);
  return found;
}
