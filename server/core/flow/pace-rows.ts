/** Which of a retry's outcomes come to a place in its body: to the pause in `if (res.status === 429)` only 429. */
import type { Expr, Stmt } from "../facts";
import { type Span, within } from "../text";
import { blocks, expressions } from "../walk";
import type { Narrower } from "./narrow";
import { subjectsIn } from "./narrow";
import type { Reached } from "./pace-reach";
import type { Retry } from "./retry";
import { filterRows, isEmpty, type Row, type RowSet } from "./rows";

interface Assumed {
  readonly test: Expr;
  readonly holds: boolean;
}

/** Whether one of the outcomes can be at the place. What is not understood keeps all of them. */
export function comesTo(narrower: Narrower, retry: Retry, [root]: readonly Reached[], place: Span, rows: readonly Row[]): boolean {
  const path = root ? assumedAt(root.body, place) : undefined;
  if (!root || !path) return true;
  const wanted = new Set(rows);
  let left: RowSet | undefined;
  for (const { test, holds } of path) {
    for (const subject of subjectsIn(narrower.linker, test, root.frame).values()) {
      const member = subject.members.findIndex((m) => m.origin.id === retry.origin.id);
      if (member < 0 || subject.shared) continue;
      const set: RowSet = left ?? filterRows(narrower.tableOf(subject, member), undefined, (row) => wanted.has(row));
      left = narrower.rowsWhere(test, root.frame, subject, member, set, holds);
    }
  }
  return !left || !isEmpty(left);
}

/** The conditions on the way to a place, those of earlier statements that leave included. */
function assumedAt(body: readonly Stmt[], place: Span): readonly Assumed[] | undefined {
  const before: Assumed[] = [];
  for (const stmt of body) {
    const own = [stmt.span, ...expressions(stmt).map((e) => e.span)].some((s) => within(place, s));
    if (own && stmt.kind !== "loop") {
      for (const inner of blocks(stmt)) {
        const found = assumedAt(inner, place);
        if (!found) continue;
        const sides = stmt.kind === "branch" ? [{ test: stmt.test, holds: inner === stmt.then }] : [];
        return [...before, ...sides, ...found];
      }
      return before;
    }
    if (own) return before;
    if (stmt.kind !== "branch") continue;
    if (leaves(stmt.then)) before.push({ test: stmt.test, holds: false });
    else if (stmt.else && leaves(stmt.else)) before.push({ test: stmt.test, holds: true });
  }
  return undefined;
}

function leaves(body: readonly Stmt[]): boolean {
  const last = body.at(-1);
  if (!last) return false;
  if (last.kind === "return" || last.kind === "throw" || last.kind === "break" || last.kind === "continue") return true;
  if (last.kind === "block") return last.label === undefined && leaves(last.body);
  return last.kind === "branch" && leaves(last.then) && last.else !== undefined && leaves(last.else);
}
