import { type Entry, entriesOf, type Known, writeBaseline } from "../project/baseline";
import type { Problem } from "../project/configuration";
import { dirname, join, relativeFrom } from "../project/path";
import type { Project } from "../project/project";
import { createFile, replaceText } from "./edits";
import { type Io, UsageError } from "./io";
import { printable } from "./printable";
import type { FileReport } from "./report/report";
import { absolute } from "./sources";

export interface BaselineOptions {
  readonly baseline?: string;
  readonly update?: boolean;
  readonly stdin?: boolean;
}

/** The whole path of `--baseline`, if it is given and can be used. */
export async function givenBaseline({ baseline, update, stdin }: BaselineOptions, { cwd, host }: Io): Promise<string | undefined> {
  if (update && stdin) throw new UsageError("--update cannot be used with --stdin");
  if (baseline === undefined) return undefined;
  if (!baseline.endsWith(".json")) throw new UsageError(`A baseline is a .json file, and '${baseline}' has another name`);
  const path = absolute(cwd, baseline);
  const stat = await host.stat(path);
  if (stat && stat.kind !== "file") throw new UsageError(`'${baseline}' is not a file`);
  if (!stat && !update) throw new UsageError(`There is no baseline '${baseline}'; --update writes it`);
  return path;
}

/** Where the entries of each baseline that are not found any more stand, as problems for the report. */
export function goneProblems(gone: ReadonlyMap<string, readonly Known[]>, cwd: string): readonly Problem[] {
  return [...gone].flatMap(([path, entries]) =>
    entries
      .map(({ span, line, file, rule, text, count }, index): Problem => {
        const rest = entries.length - index;
        const cut = index === MOST_GONE && rest > 1;
        const message = cut
          ? `${rest} more entries are of findings that are gone; --update takes them out`
          : `${count === 1 ? "A finding is" : `${count} findings are`} gone, ${rule} of '${text}' in ${file}; --update takes that out`;
        return { path: relativeFrom(cwd, path), span, line, message, severity: "warning", schema: false };
      })
      .slice(0, MOST_GONE + 1),
  );
}

const MOST_GONE = 10;

/** Entries of files that are not there any more. */
export async function lostFiles(project: Project, { host }: Io, baseline: string): Promise<readonly Known[]> {
  const known = [...((await project.knownIn(baseline)) ?? [])];
  const lost = await Promise.all(known.map(async ([file]) => (await host.stat(join(dirname(baseline), file))) === undefined));
  return known.filter((_, i) => lost[i]).flatMap(([, entries]) => entries);
}

/** Writes into each baseline what was found in the files that were checked, keeps what it says of others, and tells what has changed. */
export async function updateBaselines(project: Project, io: Io, checked: readonly string[], reports: readonly FileReport[]): Promise<void> {
  const byPath = new Map(reports.map((report) => [absolute(io.cwd, report.file), report]));
  const files = new Map<string, string[]>();
  for (const path of checked) {
    const baseline = await project.baselineFor(path);
    if (baseline !== undefined) files.set(baseline, [...(files.get(baseline) ?? []), path]);
  }
  if (files.size === 0) throw new UsageError('--update needs --baseline, or a "baseline" in faultline.json');
  for (const [baseline, paths] of files) {
    const named = (path: string): string => relativeFrom(dirname(baseline), path);
    const found = paths.flatMap((path) => {
      const report = byPath.get(path);
      return report ? entriesOf(named(path), report.text, report.findings) : [];
    });
    const before = [...((await project.knownIn(baseline)) ?? new Map<string, readonly Known[]>()).values()].flat();
    const done = new Set(paths.map(named));
    const lost = new Set(await lostFiles(project, io, baseline));
    const kept = before.filter((entry) => !done.has(entry.file) && !lost.has(entry));
    await write(baseline, writeBaseline([...kept, ...found]), io);
    const [now, then] = [total([...kept, ...found]), total(before)];
    const change = now === then ? "" : `, ${Math.abs(now - then)} ${now > then ? "more" : "fewer"} than before`;
    io.stderr.write(`${printable(`${relativeFrom(io.cwd, baseline)} has ${now} known ${now === 1 ? "finding" : "findings"}${change}`)}\n`);
  }
}

const total = (entries: readonly Entry[]): number => entries.reduce((sum, { count }) => sum + count, 0);

async function write(path: string, text: string, { host, cwd }: Io): Promise<void> {
  const before = await host.read(path);
  if (before === text) return;
  const refused = before === undefined ? await createFile(path, text) : await replaceText(path, before, text);
  if (refused !== undefined) throw new UsageError(`The baseline ${relativeFrom(cwd, path)} was not written: ${refused}`);
}
