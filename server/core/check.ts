/** Runs the rules, and makes of their reports what is said of a file: each finding once, where comments do not silence it, with its fixes. */
import type { CodeValue, Provider } from "../../catalog/model/types";
import type { Edit, Environment, Finding, Fix, Severity, SourceFile } from "./contract";
import type { Flow } from "./flow/flow";
import type { Linker } from "./link/link";
import { isOwn, placed } from "./link/modules";
import type { Cleared, PartFindings, Told } from "./parts";
import { ruleList } from "./rules/index";
import type { Report, ReportedFix, Rule } from "./rules/rule";
import { fits } from "./source";
import { disableFix, suppress, UNUSED } from "./suppressions";

export interface RuleInfo {
  readonly id: string;
  readonly summary: string;
  readonly severity: Severity | "off";
}

/** All rules, that of idle comments too, in the order of lists for people. */
export const rules: readonly RuleInfo[] = [
  ...ruleList.map(({ id, summary, severity }) => ({ id, summary, severity })),
  { id: UNUSED, summary: "A faultline-disable comment silences nothing", severity: "warning" },
];

/** What rules are run with. */
export interface Checking {
  readonly file: SourceFile;
  readonly environment: Environment;
  readonly linker: Linker;
  need(provider: string): void;
  needCodes(): void;
}

const severityOf = ({ settings }: Environment, rule: RuleInfo): Severity | "off" => settings.rules.get(rule.id) ?? rule.severity;

/** What the rules say of the functions of a flow. */
export function findingsOf(flow: Flow, { file, environment, linker, need, needCodes }: Checking): PartFindings {
  const findings: Told[] = [];
  const cleared: Cleared[] = [];
  const provider = (id: string): Provider | undefined => {
    const known = environment.catalog.provider(id);
    if (known === "unloaded") need(id);
    return known === "unloaded" ? undefined : known;
  };
  const withCode = (code: CodeValue): readonly string[] => {
    const ids = environment.catalog.byCode(code);
    if (ids === "unloaded") needCodes();
    return ids === "unloaded" ? [] : ids;
  };
  const taken = new Set<Flow["sites"][number]>();
  for (const rule of ruleList) {
    const severity = severityOf(environment, rule);
    // A rule that is off still claims its comparisons, so that switching it off brings out no other.
    const report = (r: Report) =>
      void (severity !== "off" && findings.push(withDisable(file, withFitting(file, told(linker, finding(rule, severity, r))))));
    const clears = (place: number) => void cleared.push({ rule: rule.id, place });
    rule.run({ file, environment, linker, flow, provider, withCode, report, clears, taken });
  }
  return { findings, cleared };
}

/** What is said of the file, of all that was found in its parts. */
export function shown(parts: readonly PartFindings[], file: SourceFile, environment: Environment): readonly Finding[] {
  const { kept, unused } = suppress(
    file,
    once(together(holding(parts))),
    new Set(rules.filter((r) => severityOf(environment, r) !== "off").map((r) => r.id)),
  );
  const idle = severityOf(environment, rules.at(-1) as RuleInfo);
  const all = [...kept, ...(idle === "off" ? [] : unused.map((f) => ({ ...f, severity: idle })))];
  return all.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** Without those that another part clears; of several about one place the first in the text. */
function holding(parts: readonly PartFindings[]): readonly Told[] {
  const all = parts.flatMap(({ findings }) => findings);
  const first = new Map<string, Map<number, Told>>();
  for (const found of all) {
    if (found.about === undefined) continue;
    const places = first.get(found.rule) ?? new Map<number, Told>();
    first.set(found.rule, places);
    const known = places.get(found.about);
    if (!known || found.span.start < known.span.start) places.set(found.about, found);
  }
  for (const { cleared } of parts) for (const { rule, place } of cleared) first.get(rule)?.delete(place);
  return all.filter((found) => found.about === undefined || first.get(found.rule)?.get(found.about) === found);
}

/** In how many places at most one fix changes the same: each of their findings carries all of those edits. */
const MOST_PLACES = 100;

/** Behind a fix that can be made at several places of the file, that of making it at all of them. */
function together(findings: readonly Told[]): readonly Finding[] {
  const key = ({ rule, provider }: Told, title: string) => `${rule} ${provider} ${title}`;
  const all = new Map<string, Map<number, Edit>>();
  for (const found of findings)
    for (const { together: title, edits } of found.fixes) {
      if (title === undefined) continue;
      const places = all.get(key(found, title)) ?? new Map<number, Edit>();
      all.set(key(found, title), places);
      for (const edit of edits) places.set(edit.span.start, edit);
    }
  return findings.map(({ about, ...found }) => ({
    ...found,
    fixes: found.fixes.flatMap(({ together: title, ...fix }): Fix[] => {
      const places = title === undefined ? undefined : all.get(key(found, title));
      if (title === undefined || !places || places.size < 2 || places.size > MOST_PLACES) return [fix];
      return [fix, { title: title.replace("{}", String(places.size)), edits: [...places.values()], preferred: false, safe: false }];
    }),
  }));
}

/** What the core knows of several files at once, told in terms of each. An edit of another file than the analysed one is none. */
function told({ units }: Linker, found: Told): Told {
  const fixes = found.fixes.filter((fix) => fix.edits.every((edit) => isOwn(edit.span.start)));
  return { ...found, fixes, related: found.related.map(({ span, message }) => ({ message, ...placed(units, span) })) };
}

const WEIGHT: Record<Severity, number> = { hint: 0, information: 1, warning: 2, error: 3 };

function finding(rule: Rule, severity: Severity, { severity: own, fixes = [], related = [], ...rest }: Report): Told {
  return { rule: rule.id, severity: own && WEIGHT[own] < WEIGHT[severity] ? own : severity, fixes: oneFirst(fixes), related, ...rest };
}

/** At most one preferred fix: the first that claims to be. */
function oneFirst(fixes: readonly ReportedFix[]): readonly ReportedFix[] {
  const first = fixes.findIndex((f) => f.preferred);
  return fixes.map((f, i) => (f.preferred && i !== first ? { ...f, preferred: false } : f));
}

/** A fix is left out if it would break the markup that the code stands in. */
function withFitting(file: SourceFile, found: Told): Told {
  return file.embedded ? { ...found, fixes: found.fixes.filter(({ edits }) => edits.every((edit) => fits(file, edit))) } : found;
}

function withDisable(file: SourceFile, found: Told): Told {
  const disable = disableFix(file, found);
  return disable ? { ...found, fixes: [...found.fixes, disable] } : found;
}

/** One finding for one rule and place, however many ways lead to it. */
function once(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter((f) => {
    const key = `${f.rule} ${f.span.start} ${f.span.end}`;
    return !seen.has(key) && seen.add(key);
  });
}
