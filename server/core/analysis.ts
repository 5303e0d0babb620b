/** The facade of the core: what project, language server, command line and tests call. Pure and synchronous throughout. */
import { type Checking, findingsOf, shown } from "./check";
import type { Edit, Environment, Finding, Needs, SourceFile } from "./contract";
import type { Func } from "./facts";
import { type Entries, type Flow, flowOf } from "./flow/flow";
import { createNarrower } from "./flow/narrow";
import { silencesFile } from "./link/binds";
import { createLinker, type Linker, type MayHold } from "./link/link";
import { NO_READS, nodesOf, readsOf } from "./link/reads";
import { retrierEntries } from "./link/retriers";
import { functionsByPart, type Kept, type PartFindings, type Standing, standing } from "./parts";
import { within } from "./text";
import { blocks as statementLists } from "./walk";

export { type RuleInfo, rules } from "./check";
export type {
  Bind,
  CodeElsewhere,
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
export { codeElsewhere, codesAt, codeUses, literalNamed, namesHolding, renameCode, sameName } from "./features/codes";
export { complete } from "./features/completion";
export { hints } from "./features/hints";
export { hover } from "./features/hover";
export { lenses } from "./features/lens";
export { lostAt } from "./features/lost";
export { escapeText, retryText, retryWord } from "./features/markdown";
export { uncatalogued } from "./features/uncatalogued";
export { requested, statusUses } from "./features/uses";
export { wants } from "./features/wants";
export { why } from "./features/why";
export type { MayHold } from "./link/link";
export type { Kept } from "./parts";
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
  /** Of all functions. Worked out when it is asked for, where findings could do without. */
  readonly flow: Flow;
  /** For the analysis of the file's next version. */
  readonly kept?: Kept;
}

/** How much an analysis looks at. */
export interface Looking {
  /** What `prefilter` gives: only what findings need is looked up. */
  readonly mayHold?: MayHold;
  /** Keep what the analysis of the next version can make use of. */
  readonly keep?: boolean;
  /** What was kept of an earlier version: only what has changed since is looked at. */
  readonly kept?: Kept;
}

/** Everything that is to say of one file. What the configuration binds to provider `none` as a whole stays silent. */
export function analyze(file: SourceFile, environment: Environment, { mayHold, keep = false, kept }: Looking = {}): Analysis {
  const { facts } = file;
  const { catalog } = environment;
  // What is given to a retry library in one part is called in others, and what a page has between its scripts ends no part.
  const divides = keep && !file.embedded && retrierEntries(facts, catalog).length === 0;
  const stands = divides && kept ? standing(kept, file, environment) : undefined;
  const needs = new Set<string>();
  const need = (id: string) => void needs.add(id);
  let codes = false as boolean;
  const needCodes = () => {
    codes = true;
  };
  const linker = createLinker(facts, environment, mayHold, divides ? readsOf(facts) : NO_READS);
  const { units } = linker;
  const narrower = createNarrower(linker, need);
  const walk: Walk = (functions, around = NOTHING) => flowOf(narrower, functions, around);
  const checking: Checking = { file, environment, linker, need, needCodes };
  const silent = silencesFile(environment.settings);
  const pieces = silent ? [] : divides ? inParts(checking, walk, stands) : [inWhole(checking, walk)];
  const found = pieces.map((piece) => piece.found);
  const retriers = [units.own, ...units.others]
    .flatMap((unit) => retrierEntries(unit.facts, catalog))
    .flatMap(({ id }) => (catalog.retrier(id) === "unloaded" ? [id] : []));
  const missing = { providers: [...needs], retriers: [...new Set(retriers)], modules: [...units.unloaded.values()] };
  const complete = !codes && Object.values(missing).every((each) => each.length === 0);
  const earlier = stands && kept ? kept : undefined;
  const paths = [...new Set([...units.others.flatMap((unit) => unit.file?.path ?? []), ...(earlier?.paths ?? [])])];
  let flow: Flow | undefined;
  return {
    file,
    environment,
    findings: silent ? [] : shown(found, file, environment),
    needs: { ...missing, ...(codes && { codes: true }) },
    reads: paths,
    linker,
    get flow() {
      flow ??= joined(pieces) ?? walk(facts.functions);
      return flow;
    },
    // What was not loaded can still change what is found.
    ...(divides &&
      complete &&
      !silent && {
        kept: {
          file,
          environment,
          parts: found.slice(1),
          reads: linker.reads.of,
          found: new Map([...(earlier?.found ?? []), ...units.found]),
          paths,
        },
      }),
  };
}

const NOTHING: Entries = new Map();
const NO_FINDINGS: PartFindings = { findings: [], cleared: [] };

type Walk = (functions: readonly Func[], around?: Entries) => Flow;

/** What was looked at together: without its flow what was kept of an earlier analysis. */
interface Piece {
  readonly flow?: Flow;
  readonly found: PartFindings;
}

function inWhole(checking: Checking, walk: Walk): Piece {
  const flow = walk(checking.file.facts.functions);
  return { flow, found: findingsOf(flow, checking) };
}

/** The top level, which is always looked at, and then each part that does not stand. */
function inParts(checking: Checking, walk: Walk, stands: Standing | undefined): readonly Piece[] {
  const { reads, facts } = checking.linker;
  const look = (node: number, functions: readonly Func[], around?: Entries): Piece =>
    reads.within(node, () => {
      const flow = walk(functions, around);
      return { flow, found: findingsOf(flow, checking) };
    });
  const module = facts.functions.slice(0, 1);
  const alone = look(reads.module, module);
  const entries = alone.flow?.entries ?? NOTHING;
  const { value } = nodesOf(facts.ends.length);
  const byPart = functionsByPart(facts);
  // In a `try` or a branch of the top level, what is said there and what a function says that stands in it are one thing.
  const blocks = (module[0]?.body ?? []).filter((stmt) => statementLists(stmt).length > 0);
  const isWithin = (functions: readonly Func[]): boolean =>
    functions.some(({ id, span }) => entries.get(id)?.size || blocks.some((block) => within(span, block.span)));
  const inside = byPart.filter(isWithin).flat();
  const top = inside.length === 0 ? alone : look(reads.module, [...module, ...inside]);
  const parts = byPart.map((functions, part): Piece => {
    const isInside = isWithin(functions);
    // That it is looked at there holds as long as the top level says the same.
    if (isInside) reads.add(value(part), reads.module);
    // Types and fields: whoever reads them has looked them up.
    const found = functions.length === 0 || isInside ? NO_FINDINGS : stands?.parts.get(part);
    return found ? { found } : look(value(part), functions, entries);
  });
  for (const [node, read] of stands?.reads ?? []) for (const other of read) reads.add(node, other);
  return [top, ...parts];
}

/** The flow of all functions, where all were walked. */
function joined(pieces: readonly Piece[]): Flow | undefined {
  const flows = pieces.flatMap(({ flow }) => flow ?? []);
  const [first, ...more] = flows;
  if (!first || flows.length < pieces.filter(({ found }) => found !== NO_FINDINGS).length) return undefined;
  if (more.length === 0) return first;
  return {
    functions: flows.flatMap((flow) => flow.functions),
    entries: new Map(flows.flatMap((flow) => [...flow.entries])),
    sites: flows.flatMap((flow) => flow.sites),
    misreads: flows.flatMap((flow) => flow.misreads),
    passages: flows.flatMap((flow) => flow.passages),
    narrower: first.narrower,
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
