/** What a library repeats of a function that it is given: the requests in it, with the outcomes that leave it as an error. */
import type { Policy } from "../../../catalog/model/retrier";
import type { StopFile } from "../../../catalog/model/retrier-file";
import type { BindingId, Call, Expr, Func, FuncId, New } from "../facts";
import { madeOf } from "../link/errors";
import { type RetrierUse, retrierFrom } from "../link/retriers";
import type { Frame, Member, Place, Subject } from "../link/value";
import { within } from "../text";
import { attemptsOf, type Failed, type Repeating, repeatedOf } from "./library-rows";
import type { Narrower } from "./narrow";
import { type Exits, walkPass } from "./pass";
import { dependsOn, type Repeated, type Request, repeatedRows, requestsIn } from "./repeated";
import { filterRows, isSuccess, type RowSet } from "./rows";
import { joinStates, type State, withCell } from "./state";

export function repeatedInFunction(
  narrower: Narrower,
  use: RetrierUse,
  place: Place,
  repeating: Repeating,
): readonly (Repeated & { readonly policy: Policy })[] {
  const { linker } = narrower;
  const value = linker.valueOf(place.expr, place.frame);
  const func = value.kind === "function" ? linker.functionOf(value.id) : undefined;
  if (!func) return [];
  const frame = linker.canonical(func.id);
  const varying = new Set<BindingId>(use.uses[0].sameArguments ? [] : func.params.map((p) => p.binding));
  const requests = requestsIn(linker, func.body, frame).filter((r) => !dependsOn(linker, r, varying, false));
  if (requests.length === 0) return [];
  const stops = stopsOf(narrower, use, func, frame);
  const begins = (call: Call, at: Frame) => stops.isCall(call, at);
  const failuresIn = (certain: boolean): ReadonlyMap<Request, readonly Failed[]> => {
    const exits = walkPass({ narrower, body: func.body, frame, requests, certain, begins });
    const key = `${use.call.span.start} ${certain}`;
    return new Map(
      requests.map((r) => [
        r,
        [
          ...failuresOf(narrower, r, frame, exits, stops.isError, key),
          ...(use.uses[0].fails === "returned" ? returnedOf(narrower, r, func.id, frame, exits, certain, key) : []),
        ],
      ]),
    );
  };
  const next = (certain: boolean): State => {
    let state: State = new Map();
    for (const [request, failures] of failuresIn(certain)) {
      const { subject, origin } = request;
      const table = narrower.tableOf(subject, 0);
      // A success that is thrown makes it polling; what the library is told about that is no matter.
      const succeeded = failures.some(({ rows }) => filterRows(table, rows, isSuccess).some((word) => word !== 0));
      const rows = succeeded
        ? filterRows(table, undefined, isSuccess)
        : repeatedOf(narrower, repeating, table, origin.method, failures, certain);
      state = withCell(state, subject.id, { sets: [rows], foreign: "none" });
    }
    return state;
  };
  const policies = new Map<Call | New, Policy["attempts"]>(
    [...failuresIn(false)].map(([request, failures]) => [request.call, attemptsOf(narrower, repeating, failures)]),
  );
  return repeatedRows(narrower, requests, func.id, frame, next).flatMap((repeated) => {
    const attempts = policies.get(repeated.call) ?? repeating.policy.attempts;
    return attempts !== "unknown" && attempts <= 1 ? [] : [{ ...repeated, policy: { ...repeating.policy, attempts } }];
  });
}

/** The errors that leave the function because of a request: its own, and those that the project throws. */
function failuresOf(
  narrower: Narrower,
  { subject, origin, inside }: Request,
  frame: Frame,
  { failed, thrown }: Exits,
  isStop: (site: Expr) => boolean,
  key: string,
): readonly Failed[] {
  const { linker } = narrower;
  const rowsIn = (state: State): RowSet | undefined => state?.get(subject.id)?.sets[0];
  const parts: [Member, RowSet][] = [];
  const own = rowsIn(failed);
  if (own) parts.push([{ origin, side: "error", prefix: [] }, own]);
  for (const [site, state] of thrown) {
    const rows = isStop(site) ? undefined : rowsIn(state);
    if (!rows) continue;
    const place = { expr: site, frame: frameAt(narrower, site, inside, frame) };
    parts.push([thrownAs(narrower, place, { origin, side: "value", prefix: [] }), rows]);
  }
  const id = `repeated ${origin.id} ${key}`;
  const members = parts.map(([member]) => member);
  const error: Subject = linker.subject(id, () => ({ id, members, foreign: "none", error: true, mutable: false }));
  return parts.map(([, rows], member) => ({ asked: { subject: error, member, error, response: null }, rows }));
}

/** The errors that the function gives back as values: `return result`, with what failed in `result.error`. */
function returnedOf(
  narrower: Narrower,
  { subject, origin }: Request,
  func: FuncId,
  frame: Frame,
  { returned, end }: Exits,
  certain: boolean,
  key: string,
): readonly Failed[] {
  const { linker } = narrower;
  const set = joinStates(returned, end)?.get(subject.id)?.sets[0];
  if (!set || !origin.transport.givesErrors) return [];
  const value = linker.returned(func, frame);
  const same = value.kind === "view" && value.subject.id === subject.id && value.path.length === 0;
  const rows = filterRows(narrower.tableOf(subject, 0), set, (row) => !isSuccess(row) && (same || !certain));
  const id = `returned ${origin.id} ${key}`;
  const members: readonly Member[] = [{ origin, side: "error", prefix: [] }];
  const error: Subject = linker.subject(id, () => ({ id, members, foreign: "none", error: true, mutable: false }));
  return [{ asked: { subject: error, member: 0, error, response: null }, rows }];
}

/** The frame of the function, of those that lead to the request, in which an error is thrown. */
function frameAt(narrower: Narrower, site: Expr, inside: Request["inside"], outer: Frame): Frame {
  if (!inside) return outer;
  const func = narrower.linker.functionOf(inside.frame.func);
  const here = func && within(site.span, func.span);
  return frameAt(narrower, site, inside.request.inside, here ? inside.frame : outer);
}

/** What `throw new ApiError(res.status)` carries; of an error that carries nothing only that it is one is known. */
function thrownAs({ linker }: Narrower, site: Place, from: Member): Member {
  const value = linker.valueOf(site.expr, site.frame);
  if (value.kind === "view") {
    const [same, ...others] = value.subject.members.filter((m) => m.origin.id === from.origin.id);
    if (same && others.length === 0) return { ...same, prefix: [...same.prefix, ...value.path] };
  }
  const [made, ...more] = value.kind === "instance" ? madeOf(linker, value, site).members : [];
  const thrown = { site: site.expr, frame: site.frame, fields: new Map(), from, closed: false };
  return made && more.length === 0 ? made : { origin: from.origin, side: "error", prefix: [], thrown };
}

interface Stops {
  readonly isCall: (call: Call, frame: Frame) => boolean;
  readonly isError: (site: Expr) => boolean;
}

/** How code inside tells the library to stop: `bail(error)`, `throw new AbortError(…)`, a property of the error. */
function stopsOf({ linker }: Narrower, { retrier, frame }: RetrierUse, func: Func, inner: Frame): Stops {
  const exported = (callee: Expr, at: Frame, { export: name, member }: StopFile): boolean => {
    const value = linker.valueOf(callee, at);
    if (value.kind !== "module" || retrierFrom(linker, value.source)?.id !== retrier.id || name === undefined) return false;
    const path = member === undefined ? [name] : [name, member];
    return path.every((step, i) => value.path.at(i - path.length) === step);
  };
  const isCall = (call: Call, at: Frame): boolean =>
    retrier.stops.some((stop) => {
      if (stop.kind !== "call") return false;
      const param = stop.argument === undefined ? undefined : func.params[stop.argument]?.binding;
      if (param !== undefined) return call.callee.kind === "local" && call.callee.binding === param;
      return exported(call.callee, at, stop);
    });
  const isError = (site: Expr): boolean =>
    retrier.stops.some((stop) => {
      if (stop.kind === "throw") {
        const made = newIn(site);
        return made !== undefined && exported(made.callee, frame, stop);
      }
      const value = stop.kind === "property" ? linker.valueOf(site, inner) : undefined;
      return value?.kind === "instance" && value.put.has(stop.property ?? "");
    });
  return { isCall, isError };

  function newIn(expr: Expr, depth = 0): New | undefined {
    if (expr.kind === "new") return expr;
    const binding = expr.kind === "local" ? linker.bindingOf(expr.binding) : undefined;
    return binding?.initial && binding.writes.length === 0 && depth < 16 ? newIn(binding.initial, depth + 1) : undefined;
  }
}
