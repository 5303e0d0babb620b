import { nearest } from "../../catalog/validate/nearest";
import { findSources, isSource } from "../project/files";
import { basename, dirname, join, relativeFrom } from "../project/path";
import type { Project } from "../project/project";
import { type Io, UsageError } from "./io";

/** `absolute("/w", "src/../a.ts")` is `"/w/a.ts"`. */
export const absolute = (cwd: string, path: string): string => (/^(?:\/|[a-z]:\/)/i.test(path) ? join(path, "") : join(cwd, path));

/** The sources that the paths name or hold, each once, and how many files named by themselves are left out, by reason. */
export async function sourcesAt(
  io: Io,
  project: Project,
  paths: readonly string[],
): Promise<{ files: readonly string[]; skipped: Map<string, number> }> {
  const files = new Set<string>();
  const skipped = new Map<string, number>();
  for (const path of paths) {
    if ((await io.host.stat(path))?.kind === "directory") {
      for (const file of await findSources(io.host, path, (found) => project.ignored(found))) files.add(file);
      continue;
    }
    const reason = !isSource(path) ? "not JavaScript or TypeScript" : (await project.ignored(path)) ? "ignored" : undefined;
    if (reason === undefined) files.add(path);
    else skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
  }
  return { files: [...files].sort(), skipped };
}

/** The path, absolute, if there is something; else a usage error that names what may have been meant. */
export async function existing({ host, cwd }: Io, written: string): Promise<string> {
  const path = absolute(cwd, written);
  if (await host.stat(path)) return path;
  const siblings = await host.list(dirname(path));
  const near = nearest(
    basename(path),
    siblings.map(({ name }) => name),
  );
  const hint = near === undefined ? "" : `; did you mean '${relativeFrom(cwd, join(dirname(path), near))}'?`;
  throw new UsageError(`There is no file or folder '${written}'${hint}`);
}
