/** What a configuration could say where attribution was lost: which calls or hosts a comparison may be about, and whose it looks like. */
import type { Analysis } from "../analysis";
import type { Lost } from "../contract";
import type { Call, Expr, New, Try } from "../facts";
import { codePlace, readingsOf } from "../flow/readings";
import type { Site } from "../flow/sites";
import { silencesFile } from "../link/binds";
import type { Linker } from "../link/link";
import { dotted, originOf } from "../link/requests";
import type { Frame, Origin } from "../link/value";
import type { Span } from "../text";
import { eachExpression, eachStatement, expressions } from "../walk";

/**
 * `try { await acme.request(); } catch (e) { if (e.code === "NOT_FOUND") … }` may be about `acme.request`, and is Acme's by its code.
 * Nothing where it is known whose error is compared, or where no call is in sight.
 */
export function lostAt(analysis: Analysis, { start, end }: Span): Lost | undefined {
  if (silencesFile(analysis.environment.settings)) return undefined;
  const sites = analysis.flow.sites.filter(({ span }) => span.start <= end && start <= span.end);
  const [site] = sites.toSorted((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
  if (!site || !asksCode(site)) return undefined;
  const readings = readingsOf(analysis.flow.narrower, site);
  const known = readings.all.some(({ member, field }) => member.origin.provider !== undefined && field.field !== "none");
  if (readings.silenced || codePlace(readings) || known) return undefined;
  const { hosts, envs } = targetsOf(readings.all.map(({ member }) => member.origin));
  const calls = callsBehind(analysis, site);
  const nothing = hosts.length + envs.length + calls.length === 0;
  return nothing ? undefined : { hosts, envs, calls, providers: likely(analysis, site.candidates) };
}

/** What a configuration could say of a request that is nobody's, and of what a call gives that is none. */
export function lostOf(analysis: Analysis, origins: readonly Origin[], calls: readonly string[]): Lost | undefined {
  if (silencesFile(analysis.environment.settings) || origins.some(({ provider }) => provider !== undefined)) return undefined;
  const { hosts, envs } = targetsOf(origins);
  return hosts.length + envs.length + calls.length === 0 ? undefined : { hosts, envs, calls, providers: likely(analysis, []) };
}

function targetsOf(origins: readonly Origin[]): Pick<Lost, "hosts" | "envs"> {
  const hosts = [...new Set(origins.flatMap(({ host }) => host ?? []))];
  return { hosts: hosts.filter((host) => /^[\w.-]+(?::\d+)?$/.test(host)), envs: [...new Set(origins.flatMap(({ env }) => env ?? []))] };
}

/** A text that a code or message can be, not a status. */
const asksCode = ({ candidates, property }: Site): boolean =>
  property === "message" || candidates.some(({ value }) => typeof value === "string" && value !== "");

/** The providers that have every code that is compared; else those whose package the file imports. The platform's own are nobody's API. */
function likely({ environment: { catalog }, linker }: Analysis, candidates: Site["candidates"]): readonly string[] {
  const codes = candidates.flatMap(({ value }) => (typeof value === "string" || typeof value === "number" ? [value] : []));
  const having = codes.map((code) => catalog.byCode(code)).filter((ids) => ids !== "unloaded");
  const [first = [], ...others] = having;
  const byCode = first.filter((id) => others.every((ids) => ids.includes(id)));
  const byImport = linker.facts.imports.flatMap(({ source }) => catalog.byImport(source));
  return [...new Set(byCode.length > 0 ? byCode : byImport)].filter((id) => !catalog.transports.includes(id));
}

/** The calls whose result or failure the place is, by name: those of a `try`, or the one that gave the value. */
function callsBehind(analysis: Analysis, site: Site): readonly string[] {
  const { linker } = analysis;
  const source = sourceOf(analysis, site.place, MOST_STEPS);
  if (!source) return [];
  const calls = source.kind === "try" ? awaited(source) : [source];
  return [...new Set(calls.flatMap((call) => callName(linker, call, site.frame) ?? []))];
}

/** The name by which a configuration can bind a call; none for requests, and for calls on what a request brought. */
export function callName(linker: Linker, call: Call | New, frame: Frame): string | undefined {
  const { callee } = call;
  const ofOutcome = callee.kind === "member" && linker.valueOf(callee.object, frame).kind === "view";
  const name = ofOutcome || originOf(linker, call, frame) ? undefined : dotted(linker, callee);
  return name !== undefined && /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/.test(name) && !PLATFORM.test(name) ? name : undefined;
}

const MOST_STEPS = 20;

/** Functions of the language and the platform: whatever they do, it is no API. */
const PLATFORM = /^(?:Promise|JSON|Object|Array|Math|Number|String|console|process|globalThis|window|setTimeout|structuredClone)\b/;

/** The `try` behind a caught error, or the call behind a value: `res.body.code` leads to the call that gave `res`. */
function sourceOf({ linker }: Analysis, place: Expr, steps: number): Try | Call | New | undefined {
  let at: Expr | undefined = place;
  for (let step = 0; at && step < steps; step++) {
    if (at.kind === "call" || at.kind === "new") return at;
    if (at.kind === "member") at = at.object;
    else if (at.kind === "item") at = at.of;
    else if (at.kind === "await" || at.kind === "cast") at = at.value;
    else if (at.kind === "choice") at = at.left;
    else if (at.kind === "local") {
      const caught = linker.usesOf(at.binding).catches.get(at.binding);
      if (caught) return caught.stmt;
      at = linker.bindingOf(at.binding)?.initial;
    } else return undefined;
  }
  return undefined;
}

/** The calls of a `try` that are waited for, in order. */
function awaited({ body }: Try): readonly (Call | New)[] {
  const found: (Call | New)[] = [];
  const look = (expr: Expr): void => {
    if (expr.kind === "await" && (expr.value.kind === "call" || expr.value.kind === "new")) found.push(expr.value);
  };
  for (const stmt of body) eachStatement([stmt], (inner) => expressions(inner).forEach((expr) => void eachExpression(expr, look)));
  return found;
}
