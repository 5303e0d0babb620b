/** The outcomes for which a condition holds in a function of the program that a library asks. */
import type { Decision } from "../../../catalog/model/retrier";
import type { Expr } from "../facts";
import type { Frame, Subject } from "../link/value";
import { evaluate } from "./evaluate";
import { truth } from "./known";
import { type Narrower, subjectsIn } from "./narrow";
import { difference, isEmpty, type RowSet, union } from "./rows";

/** What a decision is about: the member of a subject that the function's error or response is. */
export interface Asked {
  readonly subject: Subject;
  readonly member: number;
  /** What stands for the error and the response; `null` where there is none. */
  readonly error: Subject | null;
  readonly response: Subject | null;
  /** The error that a library makes of a response which the client does not throw. */
  readonly raised?: Subject;
}

/** The function while it is looked at. */
export interface Walk extends Asked {
  readonly narrower: Narrower;
  readonly decision: Decision;
  readonly frame: Frame;
  readonly certain: boolean;
}

/** Of `set`, the outcomes with which the expression is, or may be, true or false. */
export function where(w: Walk, expr: Expr, set: RowSet, holds: boolean, named: readonly Expr[] = []): RowSet {
  if (isEmpty(set)) return set;
  if (expr.kind === "not") return where(w, expr.operand, set, !holds, named);
  if (expr.kind === "await" || expr.kind === "cast") return where(w, expr.value, set, holds, named);
  if (expr.kind === "choice" && expr.op === "?:" && expr.test) {
    const left = where(w, expr.left, where(w, expr.test, set, true, named), holds, named);
    return union(left, where(w, expr.right, where(w, expr.test, set, false, named), holds, named));
  }
  if (expr.kind === "choice" && (expr.op === "&&" || expr.op === "||")) {
    const both = (expr.op === "&&") === holds;
    const first = where(w, expr.left, set, holds, named);
    if (both) return where(w, expr.right, first, holds, named);
    return union(first, where(w, expr.right, where(w, expr.left, set, !holds, named), holds, named));
  }
  if (expr.kind === "local") {
    const binding = w.narrower.linker.bindingOf(expr.binding);
    const initial = binding?.writes.length === 0 && binding.func === w.frame.func ? binding.initial : undefined;
    const plain = initial && /^(?:choice|not|compare)$/.test(initial.kind) && !named.includes(initial);
    if (plain) return where(w, initial, set, holds, [...named, initial]);
  }
  return leaf(w, expr, set, holds);
}

function leaf({ narrower, subject, member, frame, certain, error, response }: Walk, expr: Expr, set: RowSet, holds: boolean): RowSet {
  const spoken = subjectsIn(narrower.linker, expr, frame);
  const [first, ...others] = [...new Set([subject, error, response])].filter((s) => s && spoken.has(s.id));
  const about = first && others.length === 0 ? first : subject;
  if (first) return narrower.rowsWhere(expr, frame, about, about === subject ? member : 0, set, holds, certain);
  const { linker, need } = narrower;
  const row = { kind: "network" } as const;
  const known = truth(evaluate(expr, frame, { linker, subject, member, row, need, fields: new Map() }));
  return known === undefined || known === holds ? set : difference(set, set);
}
