import { codeEntry, codesOf, inFamily } from "../../../catalog/model/lookup";
import type { CodeEntry, CodeValue, Provider } from "../../../catalog/model/types";
import { type CodePlace, codePlace, possibleCodes, readingsOf } from "../flow/readings";
import { isSafeRegex } from "../flow/regex";
import type { Candidate, Site } from "../flow/sites";
import { rewrite } from "../rewrite";
import { isNearMiss, isPlatformSlip, type Near, nearest } from "./nearest";
import { fix, type Pass, quoted, type Report, type ReportedFix, type Rule, requestsOf } from "./rule";

export const unknownCode: Rule = {
  id: "unknown-code",
  summary: "A literal is compared with an error code that the provider does not document",
  severity: "warning",
  run(pass) {
    const verdicts = new Map<string, Verdict[]>();
    for (const site of pass.flow.sites) {
      if (pass.taken.has(site) || site.form === "relation") continue;
      for (const verdict of judge(pass, site)) {
        const { span, value, elsewhere } = verdict.candidate;
        const key = elsewhere ? `${span.start} ${value}` : `${span.start}`;
        verdicts.set(key, [...(verdicts.get(key) ?? []), verdict]);
      }
    }
    const wrong = [...verdicts.values()].filter((all) => all.every((v) => v.wrong)).map((all) => all[0] as Verdict);
    for (const verdict of wrong) {
      pass.taken.add(verdict.site);
      if (verdict.wrong) pass.report(reportOf(pass, verdict, verdict.wrong));
    }
    for (const { wrong: judged, candidate } of [...verdicts.values()].flat())
      if (!judged && !candidate.elsewhere) pass.clears(candidate.span.start);
  },
};

/** What one comparison says of one literal. A list that serves two providers is judged by both; only what neither knows is wrong. */
interface Verdict {
  readonly site: Site;
  readonly candidate: Candidate;
  readonly wrong?: { readonly message: string; readonly provider?: string; readonly options: readonly Option[] };
}

interface Option {
  readonly code: CodeValue;
  readonly sure: boolean;
}

function judge(pass: Pass, site: Site): readonly Verdict[] {
  const readings = readingsOf(pass.flow.narrower, site);
  if (readings.silenced) return [];
  const place = codePlace(readings);
  if (!place) return site.candidates.map((candidate) => unattributed(pass, site, candidate));
  if (site.form === "regex") return regexVerdict(site, place);
  if (site.form === "affix" || site.form === "contains") return site.candidates.map((c) => pieceVerdict(site, c, place));
  const known = (c: Candidate) => isKnown(pass, site, place, c.value as CodeValue);
  // A table for several purposes is not a list of this provider's codes.
  if (site.form === "key" && site.candidates.filter(known).length * 2 < site.candidates.length) return [];
  return site.candidates.map((candidate) => {
    if (!isCode(candidate) || known(candidate)) return { site, candidate };
    return wholeVerdict(pass, site, candidate, place, readings.foreign !== "none");
  });
}

const isCode = (c: Candidate): boolean =>
  (typeof c.value === "string" && c.value !== "" && !c.literal?.unterminated) || typeof c.value === "number";

function isKnown(pass: Pass, site: Site, place: CodePlace, value: CodeValue): boolean {
  const { provider, vocabulary } = place;
  if (codeEntry(provider, value, vocabulary.id) || inFamily(provider, value, vocabulary.id)) return true;
  if (site.view?.or.some((c) => c.value === value)) return true;
  return !place.firm && isTransportCode(pass, value);
}

/** Codes of the network and the platform can stand on any error that a failed request throws. */
const isTransportCode = (pass: Pass, value: CodeValue): boolean =>
  pass.withCode(value).some((id) => pass.environment.catalog.transports.includes(id));

function wholeVerdict(pass: Pass, site: Site, candidate: Candidate, place: CodePlace, foreign: boolean): Verdict {
  const value = candidate.value as CodeValue;
  const { provider, vocabulary } = place;
  if (typeof value !== vocabulary.type.replace("integer", "number")) return { site, candidate };
  const near =
    typeof value === "string"
      ? nearest(
          value,
          codesOf(provider, vocabulary.id).map((c) => c.code),
        )
      : undefined;
  const must = place.firm && !foreign && vocabulary.completeness !== "open";
  const slipped = (text: string) => (vocabulary.transport ? isPlatformSlip(text, near, foreign) : isNearMiss(text, near));
  if (!must && !(typeof value === "string" && slipped(value))) return { site, candidate };
  const message = `${provider.name} has no error code ${quoted(value)}`;
  return { site, candidate, wrong: { message, provider: provider.id, options: optionsFor(pass, site, place, value, near) } };
}

/** Nearest code; else those like another provider's code of this name; else those of the status known here; else those that share words. */
function optionsFor(pass: Pass, site: Site, place: CodePlace, value: CodeValue, near: Near | undefined): readonly Option[] {
  if (near) return [near];
  const { provider, vocabulary } = place;
  const own = codesOf(provider, vocabulary.id);
  const subject = site.view?.subject;
  const here = subject ? possibleCodes(pass.flow.narrower, subject, readingsOf(pass.flow.narrower, site)) : own;
  const elsewhere = pass.withCode(value).flatMap((id) => entriesOf(pass.provider(id), value));
  const statuses = new Set(elsewhere.flatMap((e) => e.statuses));
  const alike = here.filter((c) => c.statuses.some((s) => statuses.has(s)));
  const narrowed = here.length < own.length ? here : [];
  const offered = [alike, narrowed, sharingWords(value, own)].find((list) => list.length > 0) ?? [];
  const options = offered.filter((c) => c.vocabulary === vocabulary.id).slice(0, 4);
  return options.map((c) => ({ code: c.code, sure: false }));
}

/** The codes that have the most words in common with it: `quota_exhausted` leads to quota_exceeded. */
function sharingWords(value: CodeValue, codes: readonly CodeEntry[]): readonly CodeEntry[] {
  const words = (code: CodeValue) =>
    String(code)
      .toLowerCase()
      .split(/[^a-z0-9]+/);
  const wanted = new Set(words(value).filter((w) => w.length > 2));
  const scored = codes.map((entry) => ({ entry, shared: words(entry.code).filter((w) => wanted.has(w)).length }));
  const best = Math.max(0, ...scored.map((s) => s.shared));
  return best === 0 ? [] : scored.filter((s) => s.shared === best).map((s) => s.entry);
}

const entriesOf = (provider: Provider | undefined, value: CodeValue): readonly CodeEntry[] =>
  provider?.codes.filter((c) => c.code === value) ?? [];

/** `code.startsWith("KEY_")` is wrong only if no code begins so. */
function pieceVerdict(site: Site, candidate: Candidate, place: CodePlace): Verdict {
  const { value } = candidate;
  if (typeof value !== "string" || value === "" || !place.firm || place.vocabulary.completeness === "open") return { site, candidate };
  const name = site.expr.kind === "call" && site.expr.callee.kind === "member" ? site.expr.callee.name : "";
  const fits = (code: string) =>
    name === "startsWith" ? code.startsWith(value) : name === "endsWith" ? code.endsWith(value) : code.includes(value);
  if (codesOf(place.provider, place.vocabulary.id).some((c) => fits(String(c.code)))) return { site, candidate };
  const how = name === "startsWith" ? "begins with" : name === "endsWith" ? "ends with" : "contains";
  return {
    site,
    candidate,
    wrong: { message: `No error code of ${place.provider.name} ${how} ${quoted(value)}`, provider: place.provider.id, options: [] },
  };
}

function regexVerdict(site: Site, place: CodePlace): readonly Verdict[] {
  const regex =
    site.expr.kind === "call" && site.expr.callee.kind === "member"
      ? [site.expr.callee.object, ...site.expr.args].find((e) => e.kind === "regex")
      : undefined;
  if (regex?.kind !== "regex" || !place.firm || place.vocabulary.completeness === "open" || !isSafeRegex(regex)) return [];
  const pattern = new RegExp(regex.source, regex.flags.replace(/[gy]/g, ""));
  if (codesOf(place.provider, place.vocabulary.id).some((c) => pattern.test(String(c.code)))) return [];
  const candidate = { value: regex.source, span: regex.span };
  return [
    {
      site,
      candidate,
      wrong: {
        message: `No error code of ${place.provider.name} matches /${regex.source}/${regex.flags}`,
        provider: place.provider.id,
        options: [],
      },
    },
  ];
}

/** Without a provider only what looks like a system's or the platform's code and is a hair off a real one: `ENOENTT`. */
function unattributed(pass: Pass, site: Site, candidate: Candidate): Verdict {
  const { value } = candidate;
  const places = site.form === "equality" || site.form === "case" || site.form === "list";
  if (typeof value !== "string" || !places || site.property !== "code" || !/^(?:E[A-Z0-9]{4,}|(?:UND_)?ERR_[A-Z0-9_]{4,})$/.test(value))
    return { site, candidate };
  if (pass.withCode(value).length > 0) return { site, candidate };
  const [best] = pass.environment.catalog.transports
    .flatMap((id) => pass.provider(id) ?? [])
    .flatMap((provider) => {
      const near = nearest(
        value,
        provider.codes.map((c) => c.code),
      );
      return isNearMiss(value, near) && near.sure ? [{ provider, near }] : [];
    });
  if (!best) return { site, candidate };
  return {
    site,
    candidate,
    wrong: { message: `${quoted(value)} is no error code of ${best.provider.name}`, provider: best.provider.id, options: [best.near] },
  };
}

function reportOf(pass: Pass, verdict: Verdict, wrong: NonNullable<Verdict["wrong"]>): Report {
  const { candidate } = verdict;
  const fixes = wrong.options.flatMap((option, i): ReportedFix[] => {
    const edit = editOf(pass, candidate, option.code);
    if (!edit) return [];
    const inPlace = candidate.literal?.span.start === candidate.span.start || candidate.literal === undefined;
    const title = inPlace ? `Change to ${quoted(option.code)}` : `Change the constant to ${quoted(option.code)}`;
    const one = fix(title, [edit], { preferred: i === 0 && (option.sure || wrong.options.length === 1), safe: option.sure && inPlace });
    return [{ ...one, together: `Change all {} ${quoted(candidate.value as CodeValue)} in this file to ${quoted(option.code)}` }];
  });
  const written =
    candidate.literal && candidate.literal.span.start !== candidate.span.start
      ? [{ span: candidate.literal.span, message: `${quoted(candidate.value as CodeValue)} is written here` }]
      : [];
  return {
    span: candidate.span,
    message: wrong.message,
    ...(wrong.provider === undefined ? {} : { provider: wrong.provider }),
    code: candidate.value as CodeValue,
    ...(candidate.elsewhere ? {} : { about: candidate.span.start }),
    fixes,
    related: [...written, ...requestsOf(pass, verdict.site.view)],
  };
}

function editOf(pass: Pass, candidate: Candidate, code: CodeValue) {
  if (candidate.literal) return rewrite(pass.file.text, candidate.literal, code);
  if (candidate.elsewhere) return undefined;
  // The key of a table, quoted or bare.
  const written = pass.file.text.slice(candidate.span.start, candidate.span.end);
  if (written === candidate.value)
    return { span: candidate.span, newText: /^[A-Za-z_$][\w$]*$/.test(String(code)) ? String(code) : JSON.stringify(code) };
  return written.slice(1, -1) === candidate.value
    ? { span: { start: candidate.span.start + 1, end: candidate.span.end - 1 }, newText: String(code) }
    : undefined;
}
