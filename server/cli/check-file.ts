import type { Analysis, Related } from "../core/analysis";
import { lineStarts } from "../core/text";
import type { Known } from "../project/baseline";
import { readSource } from "../project/files";
import { relativeFrom } from "../project/path";
import type { Project } from "../project/project";
import { applyEdits, replaceText } from "./edits";
import type { Io } from "./io";
import { printable } from "./printable";
import type { FileReport } from "./report/report";

/** `analysis` is there unless the file is left out, with the reason in `skip`, or nothing can be found in it. */
export interface FileOutcome {
  readonly analysis?: Analysis;
  readonly skip?: string;
  /** Findings that were fixed in the file. */
  readonly fixes: number;
  /** What of the baseline is not found in it any more, and how many findings that kept out. */
  readonly gone: readonly Known[];
  readonly known: number;
}

/** The reason for a file that the core could not get through; the log says more. */
const FAILED = "failed";

/** Reads and analyses one file; with `fix`, writes it with every safe fix applied and gives what is left then. */
export async function checkFile(path: string, fix: boolean, project: Project, io: Io): Promise<FileOutcome> {
  const source = await readSource(io.host, path);
  if ("unfit" in source) return { ...NONE, skip: source.unfit };
  const outcome = await checkText(path, source.text, project);
  if (!fix || !outcome.analysis) return outcome;
  const fixed = { ...outcome, ...(await applySafeFixes(path, outcome.analysis, project)) };
  if (!fixed.analysis || fixed.analysis.file.text === source.text) return outcome;
  const refused = await replaceText(path, source.text, fixed.analysis.file.text);
  if (refused === undefined) return fixed;
  io.stderr.write(`${printable(`${relativeFrom(io.cwd, path)} was not fixed: ${refused}`)}\n`);
  return outcome;
}

export async function checkText(path: string, text: string, project: Project): Promise<FileOutcome> {
  const { analysis, unfit, clear, gone = [], known = 0 } = await project.check(path, text);
  if (clear || analysis) return { ...(analysis && { analysis }), fixes: 0, gone, known };
  return { ...NONE, skip: unfit ?? FAILED };
}

export const NONE = { fixes: 0, gone: [], known: 0 } as const;

/** `cwd` is what paths in a report start from. */
export const fileReport = (path: string, { file: { text }, findings }: Analysis, cwd: string): FileReport => ({
  file: relativeFrom(cwd, path),
  text,
  starts: lineStarts(text),
  findings: findings
    .map((finding) => ({ ...finding, related: finding.related.map((place) => shown(place, cwd)) }))
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end),
});

const shown = (place: Related, cwd: string): Related =>
  place.file ? { ...place, file: { ...place.file, path: relativeFrom(cwd, place.file.path) } } : place;

/** A fix can make room for another; that they turn in a circle would be a mistake of the rules. */
const MAX_ROUNDS = 10;

async function applySafeFixes(path: string, first: Analysis, project: Project): Promise<Pick<FileOutcome, "analysis" | "fixes">> {
  const { fixAll } = await project.engine();
  let analysis = first;
  let fixes = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const edits = fixAll(analysis);
    const text = applyEdits(analysis.file.text, edits);
    if (text === analysis.file.text) break;
    const next = (await project.analyze(path, text)).analysis;
    if (!next) break;
    const applied = new Set(edits);
    fixes += analysis.findings.filter((finding) =>
      finding.fixes.some(({ safe, edits: own }) => safe && own.some((edit) => applied.has(edit))),
    ).length;
    analysis = next;
  }
  return { analysis, fixes };
}
