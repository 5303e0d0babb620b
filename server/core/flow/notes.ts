/** What the walk of a function writes down at each expression: its comparisons, with what was asked before them, and its misreadings. */
import type { Branch, Compare, Expr, Member as MemberExpr } from "../facts";
import { type Absent, fieldOf } from "../link/field";
import { dotted } from "../link/requests";
import { type Frame, UNKNOWN, type View } from "../link/value";
import type { Span } from "../text";
import type { Narrower } from "./narrow";
import { type Asked, type Found, propertyOf, type Site, siteIn } from "./sites";
import type { State } from "./state";

/** A read of something that the object does not have. */
export interface Misread {
  readonly expr: MemberExpr;
  readonly view: View;
  readonly absent: Absent;
}

/** Where the walk is; it says so as it goes. */
export interface Notes {
  /** The whole expression, the `if` whose condition it is, the call that it is an argument of. */
  root: Expr | undefined;
  branch: Branch | undefined;
  argumentOf: string | undefined;
  /** What was asked on the way here. */
  asked: readonly Asked[];
  read(expr: Expr, state: State, base: State): void;
  add(found: Found, expr: Expr, state: State, base: State, span: Span): void;
}

export function createNotes(narrower: Narrower, frame: Frame, sites: Site[], misreads: Misread[]): Notes {
  const { linker, need } = narrower;
  const notes: Notes = { root: undefined, branch: undefined, argumentOf: undefined, asked: [], read, add };
  return notes;

  function read(expr: Expr, state: State, base: State): void {
    const found = siteIn(linker, expr, frame);
    if (found) add(found, expr, state, base, expr.span);
    else if (expr.kind === "compare") ask(expr);
    if (expr.kind === "member") misread(expr);
  }

  function add(found: Found, expr: Expr, state: State, base: State, span: Span): void {
    const value = linker.valueOf(found.place, frame);
    const view = value.kind === "view" ? value : undefined;
    const property = propertyOf(linker, found.place);
    if (!view && (property === undefined || found.candidates.length === 0)) return;
    const { root, branch, argumentOf, asked } = notes;
    const site: Site = {
      form: found.form,
      negated: found.negated,
      span,
      expr,
      place: found.place,
      frame,
      ...(view ? { view } : {}),
      ...(property === undefined ? {} : { property }),
      candidates: found.candidates,
      ...(view && state ? { before: narrower.cellOf(state, view.subject) } : {}),
      ...(view && base ? { base: narrower.cellOf(base, view.subject) } : {}),
      dead: state === undefined,
      root: root ?? expr,
      ...(branch ? { branch } : {}),
      ...(argumentOf === undefined ? {} : { argumentOf }),
      asked,
    };
    sites.push(site);
    if (view) notes.asked = [...asked, { subject: view.subject.id, path: view.path, site }];
  }

  /** A class, or a value that is not known here: what follows is the less for it. */
  function ask(expr: Compare): void {
    if (expr.op === "instanceof" && dotted(linker, expr.right) === "Error") return;
    for (const place of [expr.left, expr.right]) {
      const value = linker.mayHold(place, frame) ? linker.valueOf(place, frame) : UNKNOWN;
      const own = place.kind === "call" && siteIn(linker, place, frame) !== undefined;
      if (value.kind === "view" && !own) notes.asked = [...notes.asked, { subject: value.subject.id, path: value.path }];
    }
  }

  function misread(expr: MemberExpr): void {
    if (!linker.mayHold(expr.object, frame)) return;
    const value = linker.valueOf(expr, frame);
    if (value.kind !== "view" || value.subject.members.length === 0 || value.subject.foreign !== "none") return;
    const fields = value.subject.members.map((m) => fieldOf(m, value.path, linker.environment.catalog, need));
    const [first] = fields;
    if (first?.field === "absent" && fields.every((f) => f.field === "absent")) misreads.push({ expr, view: value, absent: first });
  }
}
