/** What holds of the core whatever text it is given. */
import assert from "node:assert/strict";
import type { Catalog } from "../../catalog/model/catalog";
import { applyEdits } from "../../server/cli/edits";
import {
  type Analysis,
  codesAt,
  codeUses,
  complete,
  type Edit,
  type Environment,
  fixAll,
  hints,
  hover,
  lenses,
  lostAt,
  type Modules,
  NO_MODULES,
  rules,
  wants,
  why,
} from "../../server/core/analysis";
import { embed } from "../../server/core/embedded";
import { holdsScripts } from "../../server/core/source";
import { parse, parses } from "../../server/core/syntax";
import { lineStarts, type Span } from "../../server/core/text";
import { type Engine, loadEngine, type Reading } from "../../server/project/engine";
import { checkFacts } from "../core/syntax/invariants";
import { assertSameFacts } from "../core/syntax/same-facts";
import { pick, type Random } from "./random";

/** Every rule at work, those too that are off unless somebody asks for them. */
const settings = { rules: new Map(rules.map(({ id, severity }) => [id, severity === "off" ? "warning" : severity] as const)), binds: [] };

const environmentOf = (catalog: Catalog, modules: Modules): Environment => ({ catalog, settings, versions: new Map(), modules });

export interface Looked {
  readonly reading: Reading;
  readonly analysis: Analysis;
}

export class Core {
  private constructor(
    private readonly engine: Engine,
    private readonly catalog: Catalog,
  ) {}

  static async start(catalog: Catalog): Promise<Core> {
    return new Core(await loadEngine(), catalog);
  }

  /** The analysis of a text, held to everything that is so of any. With `previous`, a fresh one must say the same. */
  async look(
    path: string,
    text: string,
    random: Random,
    previous?: Looked,
    modules: Modules = NO_MODULES,
    catalog = this.catalog,
  ): Promise<Looked> {
    const environment = environmentOf(catalog, modules);
    const looked = await this.analyse(path, text, previous, environment);
    const { analysis, reading } = looked;
    checkFacts(reading.parsed.text, reading.parsed.facts);
    if (previous) {
      const fresh = await this.analyse(path, text, undefined, environment);
      assertSameFacts(reading.parsed.facts, fresh.reading.parsed.facts, "the facts of an incremental reading");
      assert.deepEqual(told(analysis), told(fresh.analysis), "the findings of an incremental analysis");
      for (const read of fresh.analysis.reads) assert.ok(analysis.reads.includes(read), read);
    }
    const mayHold = this.engine.prefilter(analysis.file, environment);
    const left = mayHold ? this.engine.analyze(analysis.file, environment, { mayHold }).findings : [];
    assert.deepEqual(left, analysis.findings, "what the prefilter leaves");
    checkFindings(analysis);
    await this.checkFixes(path, text, analysis, random, environment);
    for (let i = 0; i < 4; i++) checkFeatures(analysis, placeIn(analysis, random));
    return looked;
  }

  /** Of what `look` holds a text to, what costs little. */
  async quick(path: string, text: string): Promise<void> {
    const { analysis } = await this.analyse(path, text, undefined, environmentOf(this.catalog, NO_MODULES));
    checkFindings(analysis);
    checkFeatures(analysis, text.length);
  }

  private async analyse(path: string, text: string, previous: Looked | undefined, environment: Environment): Promise<Looked> {
    const reading = await this.engine.read(path, text, previous?.reading);
    const { parsed, embedded } = reading;
    const file = { path, text, facts: parsed.facts, ...(embedded && { embedded }) };
    const { kept } = previous?.analysis ?? {};
    return { reading, analysis: this.engine.analyze(file, environment, { keep: true, ...(kept && { kept }) }) };
  }

  /** Any one fix leaves a whole file whole, and fixing all again and again comes to an end with nothing safe left. */
  private async checkFixes(path: string, text: string, first: Analysis, random: Random, environment: Environment): Promise<void> {
    const whole = isWhole(path, text);
    const fixes = first.findings.flatMap(({ fixes, rule }) => fixes.map((fix) => ({ fix, rule })));
    if (whole && fixes.length > 0) {
      const { fix, rule } = pick(random, fixes);
      const after = applyEdits(text, fix.edits);
      assert.ok(isWhole(path, after), `after "${fix.title}" of ${rule} the file is broken:\n${after}`);
    }
    let analysis = first;
    for (let round = 0; ; round++) {
      const edits = fixAll(analysis);
      if (edits.length === 0) break;
      assert.ok(round < 10, "fixing all comes to an end");
      checkEdits(analysis.file.text, edits);
      const after = applyEdits(analysis.file.text, edits);
      assert.notEqual(after, analysis.file.text, "a fix changes something");
      assert.ok(!whole || isWhole(path, after), `after all fixes the file is broken:\n${after}`);
      ({ analysis } = await this.analyse(path, after, undefined, environment));
    }
  }
}

/** What an analysis says, without what it holds on to. */
export const told = ({ findings, needs }: Analysis): unknown => ({ findings, needs });

/** Whether the parser has nothing against the code of a file. */
function isWhole(path: string, text: string): boolean {
  if (!holdsScripts(path)) return parses(path, text);
  const { text: code, language } = embed(path, text, parses);
  return parse(`${path}.${language}`, code).facts.errors.length === 0;
}

function checkFindings({ file: { text }, findings }: Analysis): void {
  let last = 0;
  for (const { span, rule, message, fixes, related } of findings) {
    checkSpan(span, text, rule);
    assert.ok(span.start >= last, "findings stand in the order of the text");
    last = span.start;
    assert.ok(message.length > 0 && message.length < 1000 && !message.endsWith("."), message.slice(0, 1000));
    assert.ok(fixes.filter(({ preferred }) => preferred).length <= 1, "at most one fix is preferred");
    for (const { edits } of fixes) checkEdits(text, edits);
    for (const { span: place, file } of related) if (!file) checkSpan(place, text, `what is related to ${rule}`);
  }
}

function checkEdits(text: string, edits: readonly Edit[]): void {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  for (const [i, { span, newText }] of sorted.entries()) {
    checkSpan(span, text, `an edit to ${JSON.stringify(newText)}`);
    assert.ok(i === 0 || (sorted[i - 1]?.span.end ?? 0) <= span.start, "edits do not overlap");
  }
}

function checkSpan({ start, end }: Span, text: string, what: string): void {
  assert.ok(Number.isInteger(start) && 0 <= start && start <= end && end <= text.length, `${what}: ${start}–${end} of ${text.length}`);
}

/** A place in the text, rather one of which there is something to say. */
function placeIn({ file: { text }, findings }: Analysis, random: Random): number {
  if (findings.length > 0 && random(2) === 0) return pick(random, findings).span.start + random(3);
  return random(text.length + 2);
}

function checkFeatures(analysis: Analysis, offset: number): void {
  const { text } = analysis.file;
  const at = Math.min(offset, text.length);
  const line = lineStarts(text).findLast((start) => start <= at) ?? 0;
  wants(analysis, at);
  const found = hover(analysis, at);
  if (found) checkSpan(found.span, text, "hover");
  for (const { span } of complete(analysis, at)) checkSpan(span, text, "completion");
  for (const { span, edits } of lenses(analysis)) {
    checkSpan(span, text, "lens");
    checkEdits(text, edits);
  }
  for (const hint of hints(analysis, { start: 0, end: text.length })) checkSpan({ start: hint.offset, end: hint.offset }, text, "hint");
  for (const step of [...why(analysis, { start: at, end: at }), ...why(analysis, { start: line, end: at })])
    if (step.span && !step.file) checkSpan(step.span, text, "why");
  for (const { span } of [...codesAt(analysis, at), ...codeUses(analysis)]) checkSpan(span, text, "code");
  lostAt(analysis, { start: line, end: at });
}
