/** The facade of the core: what project, language server, command line and tests call. Pure and synchronous throughout. */
import type { CodeValue, Provider } from "../../catalog/model/types";
import type { Edit, Environment, Finding, Fix, Needs, Severity, SourceFile } from "./contract";
import { type Flow, flowOf } from "./flow/flow";
import { silencesFile } from "./link/binds";
import { createLinker, type Linker, type MayHold } from "./link/link";
import { isOwn, placed } from "./link/modules";
import { retrierEntries } from "./link/retriers";
import { ruleList } from "./rules/index";
import type { Report, Rule } from "./rules/rule";
import { fits } from "./source";
import { disableFix, suppress, UNUSED } from "./suppressions";

export type {
  Bind,
  CodeName,
  CodeUse,
  Completion,
  Edit,
  Environment,
  Finding,
  Fix,
  Hint,
  Hover,
  ImportRequest,
  Lens,
  Lost,
  Module,
  Modules,
  Needs,
  OtherFile,
  Related,
  Settings,
  Severity,
  SourceFile,
  StatusUse,
  Step,
  Uncatalogued,
} from "./contract";
export { NO_MODULES } from "./contract";
export { codesAt, codeUses, literalNamed, renameCode, sameName } from "./features/codes";
export { complete } from "./features/completion";
export { hints } from "./features/hints";
export { hover } from "./features/hover";
export { lenses } from "./features/lens";
export { lostAt } from "./features/lost";
export { retryText, retryWord } from "./features/markdown";
export { uncatalogued } from "./features/uncatalogued";
export { requested, statusUses } from "./features/uses";
export { wants } from "./features/wants";
export { why } from "./features/why";
export type { MayHold } from "./link/link";
export { prefilter } from "./prefilter";
export { type Numbers, numbers } from "./relocate";

/** The result of one analysis. `needs`: what of the catalog was not loaded; load it and analyse again. */
export interface Analysis {
  readonly file: SourceFile;
  readonly environment: Environment;
  readonly findings: readonly Finding[];
  readonly needs: Needs;
  /** Other files that it looked into, absolute: a change in one of them can change what it says. */
  readonly reads: readonly string[];
  readonly linker: Linker;
  readonly flow: Flow;
}

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

/**
 * Everything that is to say of one file. What the configuration binds to provider `none` as a whole stays silent. With what `prefilter`
 * gives, only what findings need is looked up.
 */
export function analyze(file: SourceFile, environment: Environment, mayHold?: MayHold): Analysis {
  const needs = new Set<string>();
  const need = (id: string) => void needs.add(id);
  const linker = createLinker(file.facts, environment, mayHold);
  const flow = flowOf(linker, need);
  let codes = false as boolean;
  const needCodes = () => {
    codes = true;
  };
  const silent = silencesFile(environment.settings);
  const findings = silent ? [] : check({ file, environment, linker, flow, need, needCodes });
  const { catalog } = environment;
  const retriers = [linker.units.own, ...linker.units.others]
    .flatMap(({ facts }) => retrierEntries(facts, catalog))
    .flatMap(({ id }) => (catalog.retrier(id) === "unloaded" ? [id] : []));
  return {
    file,
    environment,
    findings,
    reads: linker.units.others.flatMap(({ file: other }) => (other ? [other.path] : [])),
    needs: {
      providers: [...needs],
      retriers: [...new Set(retriers)],
      modules: [...linker.units.unloaded.values()],
      ...(codes && { codes }),
    },
    linker,
    flow,
  };
}

/** The edits that may be made without asking: the preferred safe fixes, none overlapping another. */
export function fixAll(analysis: Analysis): readonly Edit[] {
  const taken: Edit[] = [];
  for (const finding of analysis.findings) {
    const fix = finding.fixes.find((f) => f.safe);
    const clash = fix?.edits.some(
      (e) => taken.some((t) => e.span.start < t.span.end && t.span.start < e.span.end) || taken.some((t) => t.span.start === e.span.start),
    );
    if (fix && !clash) taken.push(...fix.edits);
  }
  return taken.sort((a, b) => a.span.start - b.span.start);
}

interface Input {
  readonly file: SourceFile;
  readonly environment: Environment;
  readonly linker: Linker;
  readonly flow: Flow;
  readonly need: (id: string) => void;
  readonly needCodes: () => void;
}

function check({ file, environment, linker, flow, need, needCodes }: Input): readonly Finding[] {
  const found: Finding[] = [];
  const severityOf = (rule: RuleInfo) => environment.settings.rules.get(rule.id) ?? rule.severity;
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
    const severity = severityOf(rule);
    // A rule that is off still claims its comparisons, so that switching it off brings out no other.
    const report = (r: Report) => void (severity !== "off" && found.push(told(linker, finding(rule, severity, r))));
    rule.run({ file, environment, linker, flow, provider, withCode, report, taken });
  }
  const { kept, unused } = suppress(
    file,
    once(found).map((f) => withFitting(file, f)),
    new Set(rules.filter((r) => severityOf(r) !== "off").map((r) => r.id)),
  );
  const idle = severityOf(rules.at(-1) as RuleInfo);
  const all = [...kept.map((f) => withDisable(file, f)), ...(idle === "off" ? [] : unused.map((f) => ({ ...f, severity: idle })))];
  return all.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** What the core knows of several files at once, told in terms of each. An edit of another file than the analysed one is none. */
function told({ units }: Linker, found: Finding): Finding {
  const fixes = found.fixes.filter((fix) => fix.edits.every((edit) => isOwn(edit.span.start)));
  return { ...found, fixes, related: found.related.map(({ span, message }) => ({ message, ...placed(units, span) })) };
}

const WEIGHT: Record<Severity, number> = { hint: 0, information: 1, warning: 2, error: 3 };

function finding(rule: Rule, severity: Severity, { severity: own, fixes = [], related = [], ...rest }: Report): Finding {
  return { rule: rule.id, severity: own && WEIGHT[own] < WEIGHT[severity] ? own : severity, fixes: oneFirst(fixes), related, ...rest };
}

/** At most one preferred fix: the first that claims to be. */
function oneFirst(fixes: readonly Fix[]): readonly Fix[] {
  const first = fixes.findIndex((f) => f.preferred);
  return fixes.map((f, i) => (f.preferred && i !== first ? { ...f, preferred: false } : f));
}

/** A fix is left out if it would break the markup that the code stands in. */
function withFitting(file: SourceFile, found: Finding): Finding {
  return file.embedded ? { ...found, fixes: found.fixes.filter(({ edits }) => edits.every((edit) => fits(file, edit))) } : found;
}

function withDisable(file: SourceFile, found: Finding): Finding {
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
