import { codeEntry } from "../../../catalog/model/lookup";
import type { CodeEntry, CodeValue, Provider } from "../../../catalog/model/types";
import type { Fix } from "../contract";
import { codePlace, possibleStatuses, type Readings, readingsOf } from "../flow/readings";
import { emptyLike, isEmpty, union } from "../flow/rows";
import type { Candidate, Site } from "../flow/sites";
import { isDead } from "../flow/state";
import { rewrite } from "../rewrite";
import type { Span } from "../text";
import { either, fix, type Pass, quoted, type Related, type Rule, requestsOf } from "./rule";

/** Statuses that gateways send for anyone: never impossible for want of documents alone. */
const GATEWAY = new Set([408, 413, 429, 502, 504]);

export const impossibleBranch: Rule = {
  id: "impossible-branch",
  summary: "No documented outcome satisfies the condition",
  severity: "warning",
  run(pass) {
    for (const site of pass.flow.sites) {
      if (pass.taken.has(site) || site.negated || site.dead || !site.view || !site.before) continue;
      if (site.form !== "equality" && site.form !== "case" && site.form !== "list") continue;
      const readings = readingsOf(pass.flow.narrower, site);
      if (readings.silenced) continue;
      if (contradiction(pass, site, readings) || undocumentedStatus(pass, site, readings)) pass.taken.add(site);
    }
  },
};

/** What was asked before leaves no outcome for this. Alternatives of an `||` may overlap: they are asked without each other. */
function contradiction(pass: Pass, site: Site, readings: Readings): boolean {
  const { before, base, view } = site;
  // `status == null` asks whether there is one at all, and 0 or 999 are no HTTP statuses but come all the same.
  if (site.candidates.length === 0 || !site.candidates.every(isAsked)) return false;
  if (!before || !view || isDead(before) || readings.foreign !== "none" || view.subject.foreign === "async") return false;
  const cell = base ?? before;
  if (!isDead({ ...cell, foreign: "none" }) && cell.sets.some((set, member) => !isEmpty(fitting(pass, site, member, set)))) return false;
  const place = codePlace(readings);
  const message = place ? aboutCode(pass, site, readings, place.provider) : aboutStatus(pass, site, readings);
  if (message === undefined) return false;
  const provider = place ? { provider: place.provider.id } : {};
  const [candidate] = site.candidates;
  const fixes = [...(place && candidate ? statusFixes(pass, site, place.provider, candidate) : []), ...removal(pass, site)];
  pass.report({
    span: site.form === "case" ? (candidate?.span ?? site.span) : site.span,
    message,
    ...provider,
    ...(candidate ? { code: candidate.value as CodeValue } : {}),
    fixes,
    related: [...earlier(site), ...requestsOf(pass, view)],
  });
  return true;
}

const MOST_EARLIER = 3;

/** The checks on the way that leave nothing for this one; where one names the same value, that one alone. */
function earlier(site: Site): readonly Related[] {
  const before = site.asked.flatMap((a) => (a.site && a.subject === site.view?.subject.id ? a.site : []));
  const values = site.candidates.map((c) => c.value);
  const same = before.filter((s) => !s.negated && s.candidates.some((c) => values.includes(c.value)));
  const places = same.length > 0 ? same.slice(0, 1) : before.slice(-MOST_EARLIER);
  return places.map((s) => ({
    span: s.form === "case" ? (s.candidates[0]?.span ?? s.span) : s.span,
    message: same.length > 0 ? "This is handled here already" : "This was asked before",
  }));
}

const isAsked = ({ value }: Candidate): boolean =>
  typeof value === "string" || (typeof value === "number" && ((value >= 100 && value < 600) || value > 999));

function fitting(pass: Pass, site: Site, member: number, set: Uint32Array): Uint32Array {
  const { narrower } = pass.flow;
  const subject = site.view?.subject;
  if (!subject) return set;
  const loose = site.expr.kind === "compare" && site.expr.op === "==";
  const compare = { kind: "compare", op: loose ? "==" : "===", left: site.place, opSpan: site.span, span: site.span } as const;
  const tests =
    site.form === "list"
      ? [site.expr]
      : site.candidates.map((c) => ({
          ...compare,
          right: { kind: "literal", value: c.value, span: c.span, valueSpan: c.span, escaped: false, unterminated: false } as const,
        }));
  return tests.map((t) => narrower.rowsWhere(t, site.frame, subject, member, set, true)).reduce(union, emptyLike(set));
}

function aboutCode(pass: Pass, site: Site, readings: Readings, provider: Provider): string | undefined {
  const entries = site.candidates.flatMap((c) => codeEntry(provider, c.value as CodeValue) ?? []);
  const [entry] = entries;
  if (!entry || entries.length !== site.candidates.length) return undefined;
  const name = either(entries.map((e) => quoted(e.code)));
  const statuses = site.view ? possibleStatuses(pass.flow.narrower, site.view.subject, readings) : undefined;
  const own = [...new Set(entries.flatMap((e) => e.statuses))];
  if (statuses && statuses.length > 0 && own.length > 0 && !own.some((s) => statuses.includes(s))) {
    return `${provider.name} sends ${name} with ${either(own)}, never with ${either(statuses)}`;
  }
  return `${provider.name}'s ${name} cannot get here: earlier checks take it`;
}

function aboutStatus(pass: Pass, site: Site, readings: Readings): string | undefined {
  if (!readings.all.every((r) => r.field.field === "status")) return undefined;
  const wanted = either(site.candidates.map((c) => String(c.value)));
  const statuses = site.view ? possibleStatuses(pass.flow.narrower, site.view.subject, readings) : undefined;
  if (site.candidates.every((c) => typeof c.value === "number" && (c.value < 100 || c.value > 599)))
    return `The status cannot be ${wanted} here: HTTP has 100 to 599`;
  if (statuses && statuses.length > 0) return `The status cannot be ${wanted} here: it is ${either(statuses)}`;
  return `The status cannot be ${wanted} here: earlier checks exclude it`;
}

/** A status that the provider's closed list does not have. */
function undocumentedStatus(pass: Pass, site: Site, readings: Readings): boolean {
  if (readings.foreign !== "none" || !readings.all.every((r) => r.field.field === "status")) return false;
  const ids = new Set(readings.all.map((r) => r.member.origin.provider));
  const [id] = ids;
  const provider = ids.size === 1 && id !== undefined ? pass.provider(id) : undefined;
  if (provider?.statusList !== "closed") return false;
  const known = (s: number) => provider.statuses.has(s) || provider.codes.some((c) => c.statuses.includes(s)) || s < 400 || GATEWAY.has(s);
  const wrong = site.candidates.filter((c) => typeof c.value === "number" && !known(c.value));
  for (const c of wrong)
    pass.report({
      span: c.span,
      message: `${provider.name} never answers with ${c.value}`,
      provider: provider.id,
      fixes: [],
      related: requestsOf(pass, site.view),
    });
  return wrong.length > 0;
}

/** `status === 404 && code === "KEY_REVOKED"`: the status asked before becomes the code's own. */
function statusFixes(pass: Pass, site: Site, provider: Provider, candidate: Candidate): readonly Fix[] {
  const entry: CodeEntry | undefined = codeEntry(provider, candidate.value as CodeValue);
  if (entry?.statuses.length !== 1 || site.candidates.length !== 1) return [];
  const asked = site.asked
    .flatMap((a) => (a.subject === site.view?.subject.id && a.site ? [a.site] : []))
    .findLast((s) => isStatus(pass, s) && !s.negated && s.form === "equality");
  const literal = asked?.candidates.length === 1 ? asked.candidates[0]?.literal : undefined;
  const status = entry.statuses[0] as number;
  if (!literal || literal.value === status || asked?.candidates[0]?.span.start !== literal.span.start) return [];
  const title = `Change the status to ${status}, which comes with ${quoted(entry.code)}`;
  return [fix(title, [rewrite(pass.file.text, literal, status)], { preferred: true })];
}

const isStatus = (pass: Pass, site: Site): boolean => readingsOf(pass.flow.narrower, site).all.every((r) => r.field.field === "status");

/** Takes the branch away where the comparison is its whole condition: the `if` without `else`, or the `case` whose body ends itself. */
function removal(pass: Pass, site: Site): readonly Fix[] {
  const { branch } = site;
  if (site.form === "case" || !branch || branch.test !== site.expr) return [];
  const { text } = pass.file;
  const before = text.slice(0, branch.span.start).trimEnd();
  const chained = before.endsWith("else");
  if (branch.elseSpan) {
    const kept = text.slice(branch.elseSpan.start, branch.elseSpan.end);
    if (!chained && !kept.startsWith("if")) return [];
    return [fix("Remove this branch", [{ span: branch.span, newText: kept }])];
  }
  const start = chained ? before.slice(0, -4).trimEnd().length : branch.span.start;
  return [fix("Remove this branch", [{ span: chained ? { start, end: branch.span.end } : wholeLines(text, branch.span), newText: "" }])];
}

/** With the indentation before and the line end behind, where nothing else stands on the lines. */
function wholeLines(text: string, span: Span): Span {
  let { start, end } = span;
  while (text[start - 1] === " " || text[start - 1] === "\t") start--;
  if (start > 0 && text[start - 1] !== "\n") return span;
  while (text[end] === " " || text[end] === "\t") end++;
  if (text[end] === "\r") end++;
  return text[end] === "\n" ? { start, end: end + 1 } : span;
}
