/** Fixtures with markers: what a finding underlines, on the line below it; behind `=>` the line after the preferred fix. */
import assert from "node:assert/strict";
import type { Catalog } from "../../catalog/model/catalog";
import {
  type Analysis,
  analyze,
  type Bind,
  codeUses,
  type Environment,
  type Module,
  type Modules,
  NO_MODULES,
  numbers,
  prefilter,
  type Severity,
  statusUses,
} from "../../server/core/analysis";
import { embed } from "../../server/core/embedded";
import { holdsScripts } from "../../server/core/source";
import { parse, parses } from "../../server/core/syntax/index";
import { lineStarts, positionAt } from "../../server/core/text";
import { catalog as invented } from "./catalog";

export interface Options {
  /** Of packages of retry libraries. */
  readonly versions?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly catalog?: Catalog;
  readonly binds?: readonly Bind[];
  readonly rules?: Readonly<Record<string, Severity | "off">>;
  /** Other files of the workspace, by path. */
  readonly files?: ReadonlyMap<string, string>;
}

/** The analysis of a text; what checks and edits of it would find must be the same. */
export function analyzeText(text: string, options: Options = {}): Analysis {
  const analysis = analyzeAlone(text, options);
  const { file, environment } = analysis;
  // Whatever any test analyses holds the prefilter to what is found.
  const mayHold = prefilter(file, environment);
  const less = mayHold ? analyze(file, environment, { mayHold }) : undefined;
  assert.deepEqual(less?.findings ?? [], analysis.findings, "what the prefilter leaves");
  assert.deepEqual(less ? codeUses(less) : [], codeUses(analysis), "the uses that it leaves");
  assert.deepEqual(less ? statusUses(less) : [], statusUses(analysis), "the uses of statuses that it leaves");
  assertKept(file, environment, analysis);
  return analysis;
}

/** The same where there are thousands of texts: only the analysis. */
export function analyzeAlone(text: string, options: Options = {}): Analysis {
  const { path = "src/sample.ts", catalog = invented, binds = [], rules = {}, versions = {}, files } = options;
  const { text: code, ...embedded } = holdsScripts(path) ? embed(path, text, parses) : { text };
  const { facts } = "language" in embedded ? parse(`${path}.${embedded.language}`, code) : parse(path, code);
  const file = { path, text, facts, ...("language" in embedded && { embedded }) };
  const settings = { rules: new Map(Object.entries(rules)), binds };
  const environment: Environment = {
    catalog,
    settings,
    versions: new Map(Object.entries(versions)),
    modules: files ? modulesOf(files, path) : NO_MODULES,
  };
  return analyze(file, environment);
}

/** Whatever any test analyses, part by part it gives the same, and after an edit the same as looked at anew. */
function assertKept(file: Analysis["file"], environment: Environment, whole: Analysis): void {
  const { kept, findings } = analyze(file, environment, { keep: true });
  assert.deepEqual(findings, whole.findings, "what is found part by part");
  if (file.embedded || !kept) return;
  for (const text of edited(file.text)) {
    const next = { ...file, text, facts: parse(file.path, text).facts };
    const again = analyze(next, environment, { keep: true, kept });
    assert.deepEqual(again.findings, analyze(next, environment).findings, `what is found after an edit to\n${text}`);
  }
}

/** A text without one of its lines, and with one more: which ones, the text itself decides. */
function edited(text: string): readonly string[] {
  const lines = text.split("\n");
  const at = (text.length * 7919) % lines.length;
  return [lines.toSpliced(at, 1), lines.toSpliced(at, 0, "// a line")].map((each) => each.join("\n"));
}

/** Relative imports among the files, with `.ts` or `/index.ts` added. A text that is in `modules` already stays the same module. */
export function modulesOf(files: ReadonlyMap<string, string>, own: string, modules = new Map<string, Module>()): Modules {
  const paths = [...files.keys()];
  const resolved = (from: string, source: string) => {
    if (!source.startsWith(".")) return undefined;
    const { pathname } = new URL(source, `file:///${from}`);
    return [".ts", ".js", "/index.ts", ""].map((ending) => pathname.slice(1) + ending).find((path) => files.has(path));
  };
  return {
    path: own,
    find(from, source) {
      const path = resolved(from, source);
      if (path === undefined) return undefined;
      if (path === own) return "own";
      const text = files.get(path) as string;
      const known = modules.get(`${path}\n${text}`);
      if (known) return known;
      const facts = numbers.relocate(parse(path, text).facts, numbers.first * (1 + paths.indexOf(path)));
      const module = { path, starts: lineStarts(text), facts, binds: [] };
      modules.set(`${path}\n${text}`, module);
      return module;
    },
  };
}

const MARKER = /^\s*(?:\/\/|<!--)\s*(\^+)\s*([\w-]+)(?:\((\w+)\))?:\s?(.*?)(?: -->)?$/;
const FIXED = /^\s*(?:\/\/|<!--)\s*=>\s?(.*?)(?: -->)?$/;

export interface Comparison {
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  readonly badFixes: readonly string[];
}

/** Fails with a line for each finding that is not marked, each mark that is not found, and each fix that gives something else. */
export function assertSame({ missing, unexpected, badFixes }: Comparison): void {
  const report = [
    ...missing.map((l) => `not found: ${l}`),
    ...unexpected.map((l) => `not marked: ${l}`),
    ...badFixes.map((l) => `fix: ${l}`),
  ].join("\n");
  assert.equal(report, "", `\n${report}`);
}

/** What the markers of a text ask for and what the analysis says, as comparable lines: `3:9-20 unknown-code(warning): …`. */
export function compare(text: string, options: Options = {}): Comparison {
  const lines = text.split("\n");
  const expected: { line: string; fixed?: string; row: number }[] = [];
  let row = 0;
  for (const [i, line] of lines.entries()) {
    const marker = MARKER.exec(line);
    const fixed = FIXED.exec(line);
    if (marker) {
      const column = line.indexOf("^") + 1;
      const severity = marker[3] ?? "warning";
      expected.push({ line: `${row + 1}:${column}-${column + (marker[1] as string).length} ${marker[2]}(${severity}): ${marker[4]}`, row });
    } else if (fixed && expected.length > 0) (expected[expected.length - 1] as { fixed?: string }).fixed = (fixed[1] as string).trim();
    else row = i;
  }
  // What a marker says is no comment of the sample.
  const bare = lines.map((line) => (MARKER.test(line) || FIXED.test(line) ? line.replace(/[^\r]/g, " ") : line)).join("\n");
  const analysis = analyzeText(bare, options);
  const starts = lineStarts(text);
  const actual = analysis.findings.map((f) => {
    const from = positionAt(starts, f.span.start);
    const to = positionAt(starts, f.span.end);
    const end = to.line === from.line ? to.column : (lines[from.line - 1] as string).length + 1;
    return { line: `${from.line}:${from.column}-${end} ${f.rule}(${f.severity}): ${f.message}`, finding: f, row: from.line - 1 };
  });
  const badFixes = expected.flatMap(({ line, fixed, row: at }) => {
    if (fixed === undefined) return [];
    const finding = actual.find((a) => a.line === line)?.finding;
    const edits = finding?.fixes.find((f) => f.preferred)?.edits ?? [];
    const start = starts[at] as number;
    let result = text;
    for (const e of [...edits].sort((a, b) => b.span.start - a.span.start))
      result = result.slice(0, e.span.start) + e.newText + result.slice(e.span.end);
    const after = result.slice(start).split("\n")[0]?.trim();
    return after === fixed ? [] : [`${line}\n    fixed: ${after}\n    wanted: ${fixed}`];
  });
  return {
    missing: expected.map((e) => e.line).filter((l) => !actual.some((a) => a.line === l)),
    unexpected: actual.map((a) => a.line).filter((l) => !expected.some((e) => e.line === l)),
    badFixes,
  };
}
