import type { Analysis, Environment } from "../../server/core/analysis";
import { Project } from "../../server/project/project";
import { type Files, inventedAssets, memoryHost, scriptedEngine } from "./memory";

/** A workspace `/w` of these files (objects as JSON, `{ link }` as a symbolic link), two bundled providers and a core of the test's own. */
export function open(
  entries: Readonly<Record<string, string | object>>,
  analyze: (environment: Environment) => Partial<Analysis> = () => ({}),
) {
  const files: Files = new Map(
    Object.entries(entries).map(([path, content]) => {
      if (typeof content === "string") return [path, content];
      return [path, "link" in content ? { link: String(content.link) } : JSON.stringify(content, null, 1)];
    }),
  );
  const engine = scriptedEngine((_file, environment) => analyze(environment));
  const host = memoryHost(files);
  const assets = inventedAssets();
  const logged: string[] = [];
  const project = new Project({ host, assets, log: (message) => logged.push(message), loadEngine: async () => engine });
  project.setFolders(["/w"]);
  const problems = async () => (await project.problems()).map(({ path, line, message }) => `${path}:${line} ${message}`);
  return { project, files, host, assets, engine, logged, problems };
}
