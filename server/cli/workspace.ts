import type { Problem } from "../project/configuration";
import { gitRoot } from "../project/files";
import type { ProjectOptions } from "../project/options";
import { dirname, isInside, relativeFrom } from "../project/path";
import { Project } from "../project/project";
import { EXIT, type Io } from "./io";
import { printable } from "./printable";

/**
 * The project that these paths are in. What an editor calls the workspace folder is here the git work tree that a path is in;
 * without one it is the working directory, or the path's own folder where that lies elsewhere.
 */
export async function openProject(
  io: Io,
  paths: readonly string[],
  options: Pick<ProjectOptions, "baseline" | "showsKnown"> = {},
): Promise<Project> {
  const { host, assets, loadEngine } = io;
  const log = (message: string): void => io.stderr.write(`faultline: ${message}\n`);
  const project = new Project({ host, assets, log, ...(loadEngine && { loadEngine }), ...options });
  project.setFolders([...new Set(await Promise.all(paths.map((path) => folderFor(io, path))))]);
  return project;
}

async function folderFor({ host, cwd }: Io, path: string): Promise<string> {
  const near = (await host.stat(path))?.kind === "directory" ? path : dirname(path);
  const root = await gitRoot(host, near);
  return root ?? (isInside(cwd, path) ? cwd : near);
}

/** What is wrong in the configurations and catalogs that the command made use of, with paths from the working directory. */
export const problemsOf = async (project: Project, { cwd }: Io): Promise<readonly Problem[]> =>
  (await project.problems("asked")).map((problem) => ({ ...problem, path: relativeFrom(cwd, problem.path) }));

/** Says what is wrong, and gives the exit code that follows from it, or else `otherwise`. */
export function reportProblems({ stderr }: Io, problems: readonly Problem[], otherwise: number): number {
  for (const { path, line, severity, message } of problems) stderr.write(`${printable(`${path}:${line}: ${severity}: ${message}`)}\n`);
  return problems.some(({ severity }) => severity === "error") ? EXIT.usage : otherwise;
}
