/** Why Faultline says what it says at a place, step by step, or the step where the trail was lost and what a person can do there. */
import type { Catalog } from "../../../catalog/model/catalog";
import { codeEntry } from "../../../catalog/model/lookup";
import type { Analysis } from "../analysis";
import type { Lost, Step } from "../contract";
import { codePlace, type Reading, type Readings, readingsOf, viewReadings } from "../flow/readings";
import type { Site } from "../flow/sites";
import { silencesFile } from "../link/binds";
import { givenField } from "../link/errors";
import { type Traces, tracesIn } from "../link/failures";
import type { Field } from "../link/field";
import type { Linker } from "../link/link";
import { placed } from "../link/modules";
import type { Instance, Origin, Place, View } from "../link/value";
import type { Span } from "../text";
import { callName, lostAt, lostOf } from "./lost";
import { follow, lose, newTrail, quoted, type Trail, tell } from "./trail";
import { tellMember } from "./trail-requests";
import { subjectOf } from "./why-places";
import { tellRepeats, whyLoop, whyRetry } from "./why-retries";

/** `why(analysis, { start: 40, end: 40 })` tells of what is under the cursor, else of its line; a longer span tells of the line it begins in. */
export function why(analysis: Analysis, place: Span): readonly Step[] {
  return steps(analysis, place).map(({ text, span, role }) => ({
    text,
    ...(span ? placed(analysis.linker.units, span) : {}),
    ...(role ? { role } : {}),
  }));
}

function steps(analysis: Analysis, place: Span): readonly Step[] {
  if (silencesFile(analysis.environment.settings))
    return [{ text: "the configuration says that nothing in this file is an API's error: a bind of 'files' to 'none'" }];
  const subject = subjectOf(analysis, place);
  switch (subject?.kind) {
    case undefined:
      return [{ text: "no comparison, request or retry stands here, and nothing that could come of one" }];
    case "site":
      return ofSite(analysis, subject.site);
    case "retry":
      return whyRetry(analysis, subject.retry);
    case "loop":
      return whyLoop(analysis, subject.loop, subject.frame);
    case "expression":
      return ofExpression(analysis, subject.place);
  }
}

function ofSite(analysis: Analysis, site: Site): readonly Step[] {
  const { linker, flow } = analysis;
  const readings = readingsOf(flow.narrower, site);
  const trail = newTrail(linker, readings.all.length === 0);
  tell(trail, `${quoted(linker, site.place)} is compared`, site.place.span);
  follow(trail, site.place, site.frame);
  if (site.view) ofReadings(analysis, trail, site.view, readings, site.place.span);
  verdict(analysis, trail, site, readings);
  const lost = lostAt(analysis, site.span) ?? lostOf(analysis, originsOf(readings), []);
  return [...trail.steps, ...(lost ? remedies(lost) : [])];
}

/** What is reported of the comparison, or that its codes are right. */
function verdict({ findings, environment, linker }: Analysis, trail: Trail, { span, candidates }: Site, readings: Readings): void {
  const reported = findings.filter((finding) => finding.span.start < span.end && span.start < finding.span.end);
  for (const { rule, message, span: at } of reported) tell(trail, `reported by ${rule}: ${message}`, at);
  const place = codePlace(readings);
  for (const { value, span: at } of place && reported.length === 0 ? candidates : []) {
    if (typeof value !== "string" && typeof value !== "number") continue;
    if (place && codeEntry(place.provider, value, place.vocabulary.id)) tell(trail, `${JSON.stringify(value)} is documented`, at);
  }
  if (place || readings.silenced) return;
  for (const { value, span: at } of candidates) {
    const whose = typeof value === "string" ? whoseCode(linker, environment.catalog, value) : undefined;
    if (whose !== undefined) tell(trail, `${JSON.stringify(value)} is a code of ${whose}`, at);
  }
}

/**
 * The platforms and clients whose code it is, where no API has it: `ENOENT` says whose it is by itself. A code that one API alone has is
 * said to be that API's where its package is imported, by the file or one that its values lead to.
 */
function whoseCode({ facts, units }: Linker, catalog: Catalog, code: string): string | undefined {
  const ids = catalog.byCode(code);
  if (ids === "unloaded" || ids.length === 0) return undefined;
  const names = ids.map((id) => {
    const provider = catalog.provider(id);
    return provider && provider !== "unloaded" ? provider.name : id;
  });
  if (ids.every((id) => catalog.transports.includes(id))) return `${names.join(" and ")}, whoever threw it`;
  const imports = [facts, ...units.others.map((unit) => unit.facts)].flatMap((file) => file.imports);
  const [only = "", ...more] = ids;
  const isImported = more.length === 0 && imports.some(({ source }) => catalog.byImport(source).includes(only));
  return isImported ? `${names[0]}, whose package is imported, and of no other API that is known` : undefined;
}

/** An expression that is compared with nothing: what it comes of. */
function ofExpression(analysis: Analysis, { expr, frame }: Place): readonly Step[] {
  const { linker, flow } = analysis;
  const value = linker.valueOf(expr, frame);
  const readings = value.kind === "view" ? viewReadings(flow.narrower, value, undefined) : undefined;
  const trail = newTrail(linker, !readings || readings.all.length === 0);
  follow(trail, expr, frame);
  if (value.kind === "view" && readings) ofReadings(analysis, trail, value, readings, expr.span);
  else lose(trail, `${quoted(linker, expr)} is no outcome of a request`, expr.span);
  if (readings?.all.some(({ member }) => member.origin.made?.call === expr)) tellRepeats(analysis, trail, { expr, frame });
  const bindable = (expr.kind === "call" || expr.kind === "new") && expr.args.every(({ kind }) => kind !== "function");
  const call = bindable ? callName(linker, expr, frame) : undefined;
  const origins = readings ? originsOf(readings) : [];
  const lost = lostOf(analysis, origins, call === undefined || origins.length > 0 ? [] : [call]);
  return [...trail.steps, ...(lost ? remedies(lost) : [])];
}

const originsOf = ({ all }: Readings): readonly Origin[] => all.map(({ member }) => member.origin);

const MOST_MEMBERS = 3;
const MOST_STRANGERS = 3;

/** The requests behind a place, what is read of each, and who else can be there. */
function ofReadings(analysis: Analysis, trail: Trail, { path }: View, readings: Readings, span: Span): void {
  const { caught } = trail;
  const traces = caught ? tracesIn(analysis.linker, caught.stmt, caught.frame) : undefined;
  const telling = told(readings.all);
  for (const { member, field } of telling.slice(0, MOST_MEMBERS)) {
    tellMember(trail, member, path, traces?.throws ?? []);
    const whole = member.side === "error" ? "the error it throws" : "what it gives";
    const said = FIELDS[field.field];
    tell(trail, said === undefined ? `${whole} has no such field` : `read as ${said} of ${whole}`, span);
  }
  const more = telling.length - MOST_MEMBERS;
  if (more > 0) tell(trail, `it can come of ${more} more ${more === 1 ? "request" : "requests"}`, span);
  const known = codePlace(readings);
  if (readings.silenced) trail.steps.push({ text: "the configuration says that this is no API's error, so nothing is reported" });
  else if (known) tell(trail, `it holds an error code of ${known.provider.name} (${known.vocabulary.completeness} vocabulary)`, span);
  const there = readings.all.some(({ field }) => field.field !== "none");
  if (readings.foreign !== "none") ofStrangers(trail, traces?.strangers ?? [], there, span, path);
}

/** The provider's codes first. That an error without a response has no such field is not worth a word beside others. */
function told(all: readonly Reading[]): readonly Reading[] {
  const codes = new Set(all.flatMap(({ field, member }) => (field.field === "code" ? [member.origin.id] : [])));
  const there = all.filter(({ field, member }) => field.field !== "none" && (field.field !== "absent" || !codes.has(member.origin.id)));
  return (there.length > 0 ? there : all).toSorted((a, b) => Number(b.field.field === "code") - Number(a.field.field === "code"));
}

/** What lets errors of others in, and why nothing is known of it. */
function ofStrangers(trail: Trail, strangers: Traces["strangers"], known: boolean, span: Span, path: View["path"]): Trail {
  const { linker } = trail;
  const [first] = strangers;
  if (!first && !known) return lose({ ...trail, doubts: true }, "it is an error, but no request in sight can have thrown it", span);
  for (const { expr, frame } of strangers.slice(0, MOST_STRANGERS)) {
    const thrown = linker.valueOf(expr, frame);
    if (thrown.kind === "instance") {
      tell(trail, `${quoted(linker, expr)} can be thrown, ${ownField(linker, thrown, path)}`, expr.span);
      continue;
    }
    const isCall = expr.kind === "call" || expr.kind === "new";
    tell(
      trail,
      isCall ? `${quoted(linker, expr)} can throw errors of any API` : `${quoted(linker, expr)} can be an error of any API`,
      expr.span,
    );
    const reason = newTrail(linker, true);
    follow(reason, isCall ? expr.callee : expr, frame);
    const lost = reason.steps.find(({ role }) => role === "lost");
    if (lost?.span) tell(trail, lost.text, lost.span, known || trail.steps.some(({ role }) => role === "lost") ? undefined : "lost");
  }
  const more = strangers.length - MOST_STRANGERS;
  if (more > 0) tell(trail, `so can ${more} more ${more === 1 ? "call" : "calls"}`, span);
  if (known) tell(trail, "errors of other APIs can be here too, so only a near miss of a known code is reported", span);
  else lose({ ...trail, doubts: true }, "no request that is known can have thrown it", span);
  return trail;
}

/** What the project's own error has where it is asked: `this.code = "QUOTA"` in its constructor. */
function ownField(linker: Linker, thrown: Instance, [step, ...more]: View["path"]): string {
  const given = step && !step.args && more.length === 0 ? givenField(linker, thrown, step.name) : undefined;
  const own = given?.kind === "constant" && typeof given.value === "string";
  return own ? `whose ${step?.name} is ${JSON.stringify(given.value)}` : "which keeps nothing of a request";
}

/** What `faultline.json` could say, as the quick fixes write it. */
function remedies({ envs, hosts, calls, providers: [provider = "…"] }: Lost): readonly Step[] {
  const binds = [...envs.map((env) => ({ env })), ...hosts.map((host) => ({ host })), ...calls.map((call) => ({ call }))];
  return binds.slice(0, 1).map((bind) => {
    const [[key, value] = []] = Object.entries(bind);
    return {
      text: `if you know whose it is, say so in faultline.json: "bind": [{ "${key}": "${value}", "provider": "${provider}" }]`,
      role: "remedy",
    };
  });
}

const FIELDS: Readonly<Partial<Record<Field["field"], string>>> = {
  code: "the error code",
  status: "the HTTP status",
  "status-or-word": "the HTTP status, or a word for what went wrong",
  ok: "ok",
  message: "the error message",
  name: "the error's name",
  "transport-code": "the client's own code",
  body: "a field of the body that no documentation names",
  documented: "a documented field of the body",
  unknown: "something that is not known",
  opaque: "something that is not known",
  constant: "what the project gives it",
  whole: "the whole",
  response: "the response",
  failure: "the failure",
  part: "a part",
  header: "a header",
  headers: "the headers",
};
