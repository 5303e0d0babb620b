import type { Known } from "../../project/baseline";
import type { Problem } from "../../project/configuration";
import { isSource } from "../../project/files";
import type { Project } from "../../project/project";
import { type BaselineOptions, givenBaseline, goneProblems, lostFiles, updateBaselines } from "../baseline";
import { checkFile, checkText, type FileOutcome, fileReport, NONE } from "../check-file";
import { colorsFor } from "../color";
import { EXIT, type Io, UsageError } from "../io";
import { progress } from "../progress";
import { countBySeverity, type FileReport, type Report } from "../report/report";
import { absolute, existing, sourcesAt } from "../sources";
import { openProject, problemsOf, reportProblems } from "../workspace";

export interface CheckOptions extends BaselineOptions {
  readonly format: "text" | "json" | "sarif" | "github";
  readonly fix?: boolean;
  readonly maxWarnings: number;
  readonly stdinFilename?: string;
  readonly color?: boolean;
  readonly quiet?: boolean;
}

export async function check(written: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const started = performance.now();
  const input = options.stdin || options.stdinFilename !== undefined ? stdinPath(written, options, io) : undefined;
  const paths = input === undefined ? await Promise.all((written.length > 0 ? written : ["."]).map((path) => existing(io, path))) : [input];
  const baseline = await givenBaseline(options, io);
  const project = await openProject(io, paths, { ...(baseline !== undefined && { baseline }), showsKnown: options.update ?? false });
  // A catalog that cannot be read must not look like code without findings.
  await project.index();
  const outcome = input === undefined ? await checkPaths(paths, options, project, io) : await checkStdin(input, project, io);
  const problems = [...(await problemsOf(project, io)), ...outcome.gone];
  const durationMs = performance.now() - started;
  if (options.update) return writeKnown(outcome, problems, project, io);
  const report: Report = { ...outcome, problems, durationMs };
  io.stdout.write(await render(report, options, project, io));
  return reportProblems(io, problems, exitCode(report, options.maxWarnings));
}

interface Outcome extends Omit<Report, "problems" | "durationMs"> {
  /** The files that were looked at, whole paths. */
  readonly checked: readonly string[];
  /** What baselines have that is not found any more. */
  readonly gone: readonly Problem[];
}

/** All that is found is known from now on. A configuration that is wrong finds too little or too much to be known. */
async function writeKnown({ files, checked }: Outcome, problems: readonly Problem[], project: Project, io: Io): Promise<number> {
  const code = reportProblems(io, problems, EXIT.clean);
  if (code !== EXIT.clean) throw new UsageError("The baseline was not written, as the configuration has errors");
  await updateBaselines(project, io, checked, files);
  return EXIT.clean;
}

function stdinPath(written: readonly string[], { stdin, stdinFilename, fix }: CheckOptions, { cwd }: Io): string {
  if (!stdin) throw new UsageError("--stdin-filename is only for --stdin");
  if (stdinFilename === undefined) throw new UsageError("--stdin needs --stdin-filename, which tells the language and the configuration");
  if (written.length > 0) throw new UsageError("--stdin takes no paths; name the file with --stdin-filename");
  if (fix) throw new UsageError("--fix cannot be used with --stdin");
  if (!isSource(stdinFilename)) throw new UsageError(`'${stdinFilename}' has no extension of JavaScript or TypeScript`);
  return absolute(cwd, stdinFilename);
}

async function checkStdin(path: string, project: Project, io: Io): Promise<Outcome> {
  const text = await io.stdin();
  const outcome: FileOutcome = (await project.ignored(path)) ? { ...NONE, skip: "ignored" } : await checkText(path, text, project);
  const { analysis, skip, known } = outcome;
  const baseline = await project.baselineFor(path);
  return {
    checked: [],
    gone: [],
    ...(baseline !== undefined && { known }),
    files: analysis && analysis.findings.length > 0 ? [fileReport(path, analysis, io.cwd)] : [],
    found: 1,
    analyzed: skip === undefined ? 1 : 0,
    skipped: new Map(skip === undefined ? [] : [[skip, 1]]),
  };
}

async function checkPaths(paths: readonly string[], { fix, quiet, update }: CheckOptions, project: Project, io: Io): Promise<Outcome> {
  const { files, skipped } = await sourcesAt(io, project, paths);
  const found = files.length + [...skipped.values()].reduce((sum, count) => sum + count, 0);
  const reports: (FileReport | undefined)[] = [];
  const bar = progress(io, !quiet);
  const gone = new Map<string, Known[]>();
  const checked: string[] = [];
  let known = 0;
  let done = 0;
  let fixes = 0;
  await inLanes(files, async (path, index) => {
    const outcome = await checkFile(path, fix ?? false, project, io);
    if (outcome.skip !== undefined) skipped.set(outcome.skip, (skipped.get(outcome.skip) ?? 0) + 1);
    else checked.push(path);
    const baseline = outcome.skip === undefined ? await project.baselineFor(path) : undefined;
    if (baseline !== undefined) gone.set(baseline, [...(gone.get(baseline) ?? []), ...outcome.gone]);
    known += outcome.known;
    if (outcome.analysis && outcome.analysis.findings.length > 0) reports[index] = fileReport(path, outcome.analysis, io.cwd);
    fixes += outcome.fixes;
    bar.step(++done, files.length);
  });
  bar.clear();
  if (fixes > 0 && !quiet) io.stderr.write(`Fixed ${fixes} ${fixes === 1 ? "finding" : "findings"}\n`);
  if (found === 0 && !quiet) io.stderr.write("No JavaScript or TypeScript files were found\n");
  for (const [baseline, entries] of update ? [] : gone) {
    const lost = await lostFiles(project, io, baseline);
    gone.set(
      baseline,
      [...entries, ...lost].sort((a, b) => a.line - b.line),
    );
  }
  return {
    files: reports.filter((report) => report !== undefined),
    found,
    analyzed: checked.length,
    skipped,
    checked,
    gone: goneProblems(gone, io.cwd),
    ...(gone.size > 0 && { known }),
  };
}

/** While one file is analysed the next ones are read. */
const LANES = 8;

async function inLanes<T>(items: readonly T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      await work(items[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function render(report: Report, { format, color, quiet }: CheckOptions, project: Project, io: Io): Promise<string> {
  switch (format) {
    case "json":
      return (await import("../report/json")).jsonReport(report);
    case "github":
      return (await import("../report/github")).githubReport(report);
    case "sarif": {
      const { rules } = await project.engine();
      const pages = await Promise.all(rules.map(async ({ id }) => [id, await io.assets.read(`rules/${id}.md`)] as const));
      return (await import("../report/sarif")).sarifReport(report, rules, new Map(pages));
    }
    case "text": {
      const { textReport } = await import("../report/text");
      return textReport(report, { colors: colorsFor(color, io.stdout, io), columns: io.stdout.columns, summary: !quiet });
    }
  }
}

function exitCode({ files }: Report, maxWarnings: number): number {
  const { error, warning } = countBySeverity(files);
  return error > 0 || warning > maxWarnings ? EXIT.findings : EXIT.clean;
}
