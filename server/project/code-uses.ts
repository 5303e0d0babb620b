import type { Analysis, CodeName } from "../core/analysis";
import type { Project } from "./project";

/** One file that was looked at, of how many; `analysis` is there if it may name the code. */
export interface Looked {
  readonly path: string;
  readonly done: number;
  readonly total: number;
  readonly analysis?: Analysis;
}

/**
 * Goes through the sources of the workspace that hold the text of a code and know the same provider, one at a time, so that whoever
 * asks can stop. `open` has the texts of documents as they stand in the editor; `identity` is what the project says of the provider.
 */
export async function* filesNaming(
  project: Project,
  { provider, code }: CodeName,
  identity: string | undefined,
  open: ReadonlyMap<string, string>,
): AsyncGenerator<Looked> {
  const paths = [...new Set([...(await project.sources()), ...open.keys()])].sort();
  for (const [index, path] of paths.entries()) {
    const looked = { path, done: index + 1, total: paths.length };
    const text = open.get(path) ?? (await project.read(path)) ?? "";
    const holds = text.includes(String(code)) && (await project.identity(provider, path)) === identity;
    const { analysis } = holds ? await project.analyze(path, text) : {};
    yield { ...looked, ...(analysis && { analysis }) };
  }
}
