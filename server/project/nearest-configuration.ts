import { CONFIGURATION_NAME } from "./configuration";
import { dirname, join, relativeTo } from "./path";
import type { Project } from "./project";

/** The nearest `faultline.json` above a file, whatever state it is in, else the one that the workspace folder can have. */
export async function nearestConfiguration(
  project: Project,
  path: string,
): Promise<{ readonly path: string; readonly text?: string } | undefined> {
  const folder = project.folderOf(path);
  if (folder === undefined) return undefined;
  for (let at = dirname(path); ; at = dirname(at)) {
    const file = join(at, CONFIGURATION_NAME);
    const text = await project.read(file);
    if (text !== undefined) return { path: file, text };
    if (at === folder || relativeTo(folder, at) === undefined) return { path: join(folder, CONFIGURATION_NAME) };
  }
}
