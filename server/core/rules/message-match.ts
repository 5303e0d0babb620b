import { codesOf, messageSamples, vocabularyOf } from "../../../catalog/model/lookup";
import type { CodeEntry, CodeValue, Provider } from "../../../catalog/model/types";
import type { Fix } from "../contract";
import type { Regex } from "../facts";
import { possibleCodes, possibleStatuses, type Readings, readingsOf } from "../flow/readings";
import type { Site } from "../flow/sites";
import { pathKey, type View } from "../link/value";
import { sibling } from "./places";
import { fix, type Pass, quoted, type Rule, textOf } from "./rule";
import { isTest } from "./tests";

export const messageMatch: Rule = {
  id: "message-match",
  summary: "A branch depends on the text of an error message",
  severity: "warning",
  run(pass) {
    if (isTest(pass.file.path)) return;
    const seen = new Set<string>();
    for (const site of pass.flow.sites) {
      if (pass.taken.has(site) || !site.view || !asksText(site)) continue;
      const readings = readingsOf(pass.flow.narrower, site);
      if (readings.silenced || !isMessage(site.view, readings)) continue;
      if (logs(site) || isFallback(pass, site) || isSentinel(site) || extracts(site)) continue;
      const provider = speaker(site, firmProvider(readings));
      if (provider && hasNothingElse(pass, site, readings, provider)) continue;
      // Without a provider there is one thing to say of a condition, however many texts it asks for.
      const key = provider ? `${site.span.start}` : `${site.root.span.start} ${site.view.subject.id}`;
      if (seen.has(key)) continue;
      seen.add(key);
      pass.taken.add(site);
      pass.report({
        span: site.span,
        message: provider
          ? `Depends on the text of ${provider.name}'s message: compare the ${provider.codes.length > 0 ? "code" : "status"} instead`
          : "Depends on the text of an error message: compare a code, class or status instead",
        ...(provider ? { provider: provider.id } : { severity: "information" as const }),
        fixes: fixes(pass, site, readings, provider),
      });
    }
  },
};

const asksText = (site: Site): boolean =>
  site.form === "regex" ||
  (site.form !== "key" &&
    site.form !== "relation" &&
    site.candidates.every((c) => typeof c.value === "string" && c.value !== "") &&
    (site.candidates.length > 0 || site.form === "contains"));

/** The message of an error: a documented one, a client's, or `message` of a caught error of which nothing is known. */
function isMessage(view: View, readings: Readings): boolean {
  if (readings.all.length > 0 && readings.foreign === "none") return readings.all.every((r) => r.field.field === "message");
  const path = view.path.filter((s) => !/^(?:toLowerCase|toUpperCase|trim|toString|valueOf)$/.test(s.name) || !s.args);
  return view.subject.error && pathKey(path) === "message";
}

const logs = (site: Site): boolean =>
  /(?:^|\.)(?:log|warn|error|info|debug|trace|fatal|write|expect|assert|ok|equal|toast|captureException|captureMessage)$/.test(
    site.argumentOf ?? "",
  );

/** A check of code, class or status on the same error came first, or stands in the same condition: the text only decides the rest. */
function isFallback(pass: Pass, site: Site): boolean {
  const beside = pass.flow.sites.filter((s) => s !== site && s.root === site.root && s.view !== undefined);
  const later = beside.map((s) => ({ subject: s.view?.subject.id, path: s.view?.path ?? [], site: s }));
  return [...site.asked, ...later].some(({ subject, path, site: before }) => {
    if (subject !== site.view?.subject.id) return false;
    if (!before) return pathKey(path) !== "message";
    if (before.view && isMessage(before.view, readingsOf(pass.flow.narrower, before))) return false;
    return before.candidates.some((c) => c.value !== undefined && c.value !== null && typeof c.value !== "boolean");
  });
}

/** `message.match(/line (\d+)/)` takes something out of the text; that is reading, not deciding. */
function extracts(site: Site): boolean {
  const name = site.expr.kind === "call" && site.expr.callee.kind === "member" ? site.expr.callee.name : undefined;
  return name === "match" && /(?<!\\)\((?!\?)/.test(regexOf(site)?.source ?? "");
}

/** `e.message === ABORTED` with a named constant: a text that the project itself throws. */
const isSentinel = (site: Site): boolean =>
  (site.form === "equality" || site.form === "case") && site.candidates.every((c) => c.literal?.span.start !== c.span.start);

function firmProvider(readings: Readings): Provider | undefined {
  if (readings.foreign !== "none") return undefined;
  const providers = new Set(readings.all.map((r) => (r.field.field === "message" ? r.field.provider : undefined)));
  return providers.size === 1 ? [...providers][0] : undefined;
}

/**
 * What the platform throws may say what somebody else said: the output of a command that failed. It speaks itself where the text names one
 * of its codes.
 */
function speaker(site: Site, provider: Provider | undefined): Provider | undefined {
  const vocabulary = provider && vocabularyOf(provider);
  if (!provider || !vocabulary?.transport) return provider;
  const codes = codesOf(provider, vocabulary.id).map(({ code }) => String(code));
  return fragments(site).some((text) => codes.some((code) => text.includes(code))) ? provider : undefined;
}

/** Where the provider tells these errors apart by nothing but their text, matching it is all that can be done. */
function hasNothingElse(pass: Pass, site: Site, readings: Readings, provider: Provider): boolean {
  if (provider.codes.length > 0) return false;
  const statuses = site.view ? possibleStatuses(pass.flow.narrower, site.view.subject, readings) : undefined;
  const meant = fragments(site)
    .flatMap((f) => messageSamples(provider, f))
    .flatMap((m) => m.statuses);
  const shared = (status: number) => provider.messages.filter((m) => m.statuses.includes(status)).length > 1;
  return statuses?.length === 1 || (meant.length > 0 && meant.every(shared));
}

/** The texts looked for; of a regular expression its letters. */
function fragments(site: Site): readonly string[] {
  const regex = regexOf(site);
  if (regex)
    return regex.source
      .replace(/\\[a-zA-Z]/g, " ")
      .split(/[^A-Za-z0-9_ ]+/)
      .filter((w) => w.trim().length > 2);
  return site.candidates.flatMap((c) => (typeof c.value === "string" ? [c.value] : []));
}

function regexOf(site: Site): Regex | undefined {
  if (site.expr.kind !== "call" || site.expr.callee.kind !== "member") return undefined;
  return [site.expr.callee.object, ...site.expr.args].find((e): e is Regex => e.kind === "regex");
}

function fixes(pass: Pass, site: Site, readings: Readings, provider: Provider | undefined): readonly Fix[] {
  if (site.form === "case" || site.form === "list") return [];
  if (provider) return codeFixes(pass, site, readings, provider);
  const [fragment] = fragments(site);
  const code = fragment?.match(/\b(?:E[A-Z]{4,}|ERR_[A-Z_]+)\b/)?.[0];
  const at = code && pass.withCode(code).includes("node") ? sibling(pass, site.place, site.frame, ["message"], ["code"]) : undefined;
  return at === undefined || code === undefined ? [] : [replacement(pass, site, at, code, true)];
}

/** The code that the text stands for: by a sample message, by its words, else those that can be here. */
function codeFixes(pass: Pass, site: Site, readings: Readings, provider: Provider): readonly Fix[] {
  const subject = site.view?.subject;
  const [reading] = readings.all;
  if (!subject || reading?.field.field !== "message" || !reading.field.path) return [];
  const { path } = reading.field;
  const vocabulary = vocabularyOf(provider);
  const to = provider.envelopes
    .flatMap((e) => e.fields)
    .find((f) => f.in === "body" && f.role === "code" && f.vocabulary === vocabulary?.id)?.path;
  const at = to ? sibling(pass, site.place, site.frame, path, to) : undefined;
  if (at === undefined) return [];
  const here = possibleCodes(pass.flow.narrower, subject, readings);
  const sampled = fragments(site).flatMap((f) => messageSamples(provider, f).flatMap((m) => (m.code === undefined ? [] : [m.code])));
  const likely = sampled.length > 0 ? here.filter((e) => sampled.includes(e.code)) : byWords(fragments(site), here);
  const offered = likely.length > 0 ? likely : here.length <= 6 ? here : codesOf(provider, vocabulary?.id).slice(0, 6);
  return offered.slice(0, 6).map((e) => replacement(pass, site, at, e.code, likely.length === 1));
}

/** The codes that share the most words with the text: "revoked" leads to KEY_REVOKED. */
function byWords(texts: readonly string[], codes: readonly CodeEntry[]): readonly CodeEntry[] {
  const words = new Set(texts.flatMap((t) => t.toLowerCase().split(/[^a-z0-9]+/)).filter((w) => w.length > 2));
  const score = (e: CodeEntry) => {
    const name = String(e.code)
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((w) => words.has(w)).length;
    const meaning = e.meaning
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((w) => words.has(w)).length;
    return name * 4 + Math.min(meaning, 3);
  };
  const scored = codes.map((e) => ({ e, s: score(e) }));
  const best = Math.max(0, ...scored.map((x) => x.s));
  return best < 4 ? [] : scored.filter((x) => x.s === best).map((x) => x.e);
}

function replacement(pass: Pass, site: Site, at: string, code: CodeValue, preferred: boolean): Fix {
  const whole = comparisonAround(pass, site);
  const operator = site.negated || whole.negated ? "!==" : "===";
  return fix(
    `Compare the code with ${quoted(code)} instead`,
    [{ span: whole.span, newText: `${at} ${operator} ${quoteLike(pass, site, code)}` }],
    { preferred },
  );
}

const quoteLike = (pass: Pass, site: Site, code: CodeValue): string => {
  if (typeof code === "number") return String(code);
  const single = textOf(pass, site.span).includes("'") && !textOf(pass, site.span).includes('"');
  return single ? `'${code}'` : JSON.stringify(code);
};

/** `m.indexOf("x") !== -1` is replaced as a whole. */
function comparisonAround(pass: Pass, site: Site): { span: { start: number; end: number }; negated: boolean } {
  const name = site.expr.kind === "call" && site.expr.callee.kind === "member" ? site.expr.callee.name : undefined;
  if (name !== "indexOf" && name !== "search") return { span: site.span, negated: false };
  const tail = /^\s*(!==?|>=?|===?|<)\s*(-1|0)/.exec(pass.file.text.slice(site.span.end));
  if (!tail) return { span: site.span, negated: false };
  const negated = (tail[1]?.startsWith("=") && tail[2] === "-1") || tail[1] === "<";
  return { span: { start: site.span.start, end: site.span.end + tail[0].length }, negated: Boolean(negated) };
}
