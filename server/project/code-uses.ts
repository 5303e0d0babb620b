import type { CodeValue } from "../../catalog/model/types";
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
 * Goes through the sources of the workspace that hold the text of a code and know the same provider, then through those that name what
 * one of them exports with it, one at a time, so that whoever asks can stop. `open` has the texts of documents as they stand in the editor; `identity` is what the project says of the provider.
 */
export async function* filesNaming(
  project: Project,
  { provider, code }: CodeName,
  identity: string | undefined,
  open: ReadonlyMap<string, string>,
  namesHolding: (analysis: Analysis, code: CodeValue) => readonly string[],
): AsyncGenerator<Looked> {
  const paths = [...new Set([...(await project.sources()), ...open.keys()])].sort();
  const names = new Set<string>();
  const others: string[] = [];
  const textOf = async (path: string): Promise<string> => open.get(path) ?? (await project.read(path)) ?? "";
  const knows = async (path: string): Promise<boolean> => (await project.identity(provider, path)) === identity;
  for (const [index, path] of paths.entries()) {
    const looked = { path, done: index + 1, total: paths.length };
    const text = await textOf(path);
    const holds = text.includes(String(code));
    if (!holds) others.push(path);
    const { analysis } = holds && (await knows(path)) ? await project.analyze(path, text) : {};
    if (analysis) for (const name of namesHolding(analysis, code)) names.add(name);
    yield { ...looked, ...(analysis && { analysis }) };
  }
  // A default export has any name where it is used, and a module as a whole too.
  const sought = [...names].filter((name) => name !== "default" && name !== "*");
  for (const path of sought.length > 0 ? others : []) {
    const text = await textOf(path);
    if (!sought.some((name) => text.includes(name)) || !(await knows(path))) continue;
    const { analysis } = await project.analyze(path, text);
    yield { path, done: paths.length, total: paths.length, ...(analysis && { analysis }) };
  }
}
