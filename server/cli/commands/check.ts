import { isSource } from "../../project/files";
import type { Project } from "../../project/project";
import { checkFile, checkText, type FileOutcome, fileReport } from "../check-file";
import { colorsFor } from "../color";
import { EXIT, type Io, UsageError } from "../io";
import { progress } from "../progress";
import { countBySeverity, type FileReport, type Report } from "../report/report";
import { absolute, existing, sourcesAt } from "../sources";
import { openProject, problemsOf, reportProblems } from "../workspace";

export interface CheckOptions {
  readonly format: "text" | "json" | "sarif" | "github";
  readonly fix?: boolean;
  readonly maxWarnings: number;
  readonly stdin?: boolean;
  readonly stdinFilename?: string;
  readonly color?: boolean;
  readonly quiet?: boolean;
}

export async function check(written: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const started = performance.now();
  const input = options.stdin || options.stdinFilename !== undefined ? stdinPath(written, options, io) : undefined;
  const paths = input === undefined ? await Promise.all((written.length > 0 ? written : ["."]).map((path) => existing(io, path))) : [input];
  const project = await openProject(io, paths);
  // A catalog that cannot be read must not look like code without findings.
  await project.index();
  const outcome = input === undefined ? await checkPaths(paths, options, project, io) : await checkStdin(input, project, io);
  const problems = await problemsOf(project, io);
  const report: Report = { ...outcome, problems, durationMs: performance.now() - started };
  io.stdout.write(await render(report, options, project, io));
  return reportProblems(io, problems, exitCode(report, options.maxWarnings));
}

type Outcome = Omit<Report, "problems" | "durationMs">;

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
  const outcome: FileOutcome = (await project.ignored(path)) ? { skip: "ignored", fixes: 0 } : await checkText(path, text, project);
  const { analysis, skip } = outcome;
  return {
    files: analysis && analysis.findings.length > 0 ? [fileReport(path, analysis, io.cwd)] : [],
    found: 1,
    analyzed: skip === undefined ? 1 : 0,
    skipped: new Map(skip === undefined ? [] : [[skip, 1]]),
  };
}

async function checkPaths(paths: readonly string[], { fix, quiet }: CheckOptions, project: Project, io: Io): Promise<Outcome> {
  const { files, skipped } = await sourcesAt(io, project, paths);
  const found = files.length + [...skipped.values()].reduce((sum, count) => sum + count, 0);
  const reports: (FileReport | undefined)[] = [];
  const bar = progress(io, !quiet);
  let done = 0;
  let analyzed = 0;
  let fixes = 0;
  await inLanes(files, async (path, index) => {
    const outcome = await checkFile(path, fix ?? false, project, io);
    if (outcome.skip !== undefined) skipped.set(outcome.skip, (skipped.get(outcome.skip) ?? 0) + 1);
    else analyzed++;
    if (outcome.analysis && outcome.analysis.findings.length > 0) reports[index] = fileReport(path, outcome.analysis, io.cwd);
    fixes += outcome.fixes;
    bar.step(++done, files.length);
  });
  bar.clear();
  if (fixes > 0 && !quiet) io.stderr.write(`Fixed ${fixes} ${fixes === 1 ? "finding" : "findings"}\n`);
  if (found === 0 && !quiet) io.stderr.write("No JavaScript or TypeScript files were found\n");
  return { files: reports.filter((report) => report !== undefined), found, analyzed, skipped };
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
