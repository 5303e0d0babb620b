/** Switches and if-else chains over an error code: which of the provider's codes they name, and which come through all of it unnamed. */
import type { CodeEntry, Provider } from "../../../catalog/model/types";
import type { Branch, Expr, Switch } from "../facts";
import type { Frame } from "../link/value";
import { within } from "../text";
import type { Flow } from "./flow";
import { type Narrower, subjectsIn } from "./narrow";
import { type CodePlace, codePlace, possibleCodes, readingsOf, viewReadings } from "./readings";
import type { Site } from "./sites";
import type { State } from "./state";

/** A switch or an `if` as the flow went through it: what is known before its first test and after all of them failed. */
export interface Passage {
  readonly stmt: Switch | Branch;
  readonly frame: Frame;
  readonly before: State;
  readonly left: State;
}

/** `switch (code) { case "A": … case "B": … default: … }` handles A and B of what can be there. */
export interface Chain {
  /** The switch, or the branches from the first `if` to the last `else if`. */
  readonly stmt: Switch | readonly [Branch, ...Branch[]];
  /** Its comparisons with the code. */
  readonly sites: readonly [Site, ...Site[]];
  readonly provider: Provider;
  /** The codes that can be there before it, in the order of the catalog. */
  readonly possible: readonly CodeEntry[];
  /** Those of them that no test takes and no comparison in reach names. */
  readonly missing: readonly CodeEntry[];
  /** Nothing before it excludes a code. */
  readonly whole: boolean;
}

/** The chains of a file that name at least two codes of one provider, whose list of codes its documents present as the list. */
export function chainsOf(flow: Flow): readonly Chain[] {
  const passages = new Map(flow.passages.map((p) => [p.stmt, p]));
  const inner = new Set(flow.passages.flatMap(({ stmt }) => (stmt.kind === "branch" ? (nextOf(stmt) ?? []) : [])));
  return flow.passages.flatMap(({ stmt }) => {
    if (stmt.kind === "switch") return chain(flow, stmt, passages) ?? [];
    const branches = inner.has(stmt) ? [] : branchesFrom(stmt);
    const [first, ...more] = branches;
    return (first && more.length > 0 ? chain(flow, [first, ...more], passages) : undefined) ?? [];
  });
}

/** The `if` of an `else if`. */
function nextOf({ else: other, elseSpan }: Branch): Branch | undefined {
  const [next] = other ?? [];
  return next?.kind === "branch" && next.span.start === elseSpan?.start ? next : undefined;
}

function branchesFrom(first: Branch): readonly Branch[] {
  const found: Branch[] = [];
  for (let at: Branch | undefined = first; at; at = nextOf(at)) found.push(at);
  return found;
}

function chain(flow: Flow, stmt: Chain["stmt"], passages: ReadonlyMap<Passage["stmt"], Passage>): Chain | undefined {
  const switched = "kind" in stmt;
  const parts = (switched ? [stmt] : stmt).flatMap((s) => passages.get(s) ?? []);
  const own = flow.sites.filter((s) => (switched ? isOfSwitch(s, stmt) : s.branch && stmt.includes(s.branch) && s.root === s.branch.test));
  const asked = own.flatMap((site) => {
    const place = asksCode(site) ? firmPlace(flow.narrower, site) : undefined;
    return place && site.view ? [{ site, place, view: site.view }] : [];
  });
  const [head] = asked;
  const [first, last] = [parts[0], parts.at(-1)];
  if (!head || !first?.before || !last) return undefined;
  const { provider, vocabulary } = head.place;
  const { subject } = head.view;
  const sites = asked.filter((a) => a.view.subject.id === subject.id && a.place.vocabulary === vocabulary).map((a) => a.site);
  if (parts.some((p) => isOpaque(flow.narrower, p, sites))) return undefined;
  const codesIn = (state: State): readonly CodeEntry[] => {
    if (!state) return [];
    const readings = viewReadings(flow.narrower, head.view, flow.narrower.cellOf(state, subject));
    return possibleCodes(flow.narrower, subject, readings).filter((c) => c.vocabulary === vocabulary.id);
  };
  const ownNames = new Set(sites.flatMap((s) => s.candidates.map((c) => c.value)));
  // What another comparison of the same error names is handled too: in `default`, or further down.
  const names = new Set(flow.sites.flatMap((s) => (s.view?.subject.id === subject.id ? s.candidates.map((c) => c.value) : [])));
  const possible = codesIn(first.before).filter((c) => !c.deprecated || names.has(c.code));
  if (possible.filter((c) => ownNames.has(c.code)).length < 2) return undefined;
  const left = new Set(codesIn(last.left));
  const missing = possible.filter((c) => left.has(c) && !names.has(c.code));
  const all = provider.codes.filter((c) => c.vocabulary === vocabulary.id && (!c.deprecated || names.has(c.code)));
  return { stmt, sites: sites as [Site, ...Site[]], provider, possible, missing, whole: possible.length === all.length };
}

/** A comparison of a case with the subject, or one that a case of `switch (true)` makes. */
function isOfSwitch(site: Site, stmt: Switch): boolean {
  if (site.form === "case") return site.place === stmt.subject;
  return isTrue(stmt.subject) && stmt.cases.some(({ test }) => test && within(site.span, test.span));
}

const isTrue = (expr: Expr): boolean => expr.kind === "literal" && expr.value === true;

const asksCode = ({ form, negated }: Site): boolean => !negated && (form === "equality" || form === "case" || form === "list");

/** The place as it is before the comparison, or before all of them where this one is dead. */
function firmPlace(narrower: Narrower, site: Site): CodePlace | undefined {
  const place = codePlace(readingsOf(narrower, site));
  const listed = place && place.vocabulary.completeness !== "open" && !place.vocabulary.transport;
  return place?.firm && listed ? place : undefined;
}

/** A test that asks something of the error which nobody here can read: what it takes is not known, so nothing is said. */
function isOpaque({ linker, ...narrower }: Narrower, { stmt, frame, before, left }: Passage, sites: readonly Site[]): boolean {
  const named = (test: Expr): boolean => sites.some((s) => s.form !== "case" && within(s.span, test.span));
  if (stmt.kind === "switch") {
    const tests = stmt.cases.flatMap((c) => c.test ?? []);
    if (isTrue(stmt.subject)) return !tests.every(named);
    return !tests.every((test) => sites.some((s) => s.form === "case" && s.expr === test));
  }
  if (named(stmt.test)) return false;
  const [subject] = sites.map((s) => s.view?.subject);
  if (!subject || !subjectsIn(linker, stmt.test, frame).has(subject.id) || !left) return false;
  const [was, is] = [narrower.cellOf(before, subject), narrower.cellOf(left, subject)];
  return was.sets.every((set, i) => set.every((word, at) => word === is.sets[i]?.[at]));
}
