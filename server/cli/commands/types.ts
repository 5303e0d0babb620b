import { promises as fs } from "node:fs";
import { typesOf } from "../../../catalog/export/typescript";
import { nearest } from "../../../catalog/validate/nearest";
import { CONFIGURATION_NAME } from "../../project/configuration";
import { join, relativeFrom } from "../../project/path";
import { EXIT, type Io, UsageError } from "../io";
import { absolute } from "../sources";
import { openProject, problemsOf, reportProblems } from "../workspace";

/** Prints the TypeScript of a provider, bundled or of the workspace; `--out` writes it, over what an earlier run wrote there. */
export async function types(id: string, { out }: { readonly out?: string }, io: Io): Promise<number> {
  const here = join(io.cwd, CONFIGURATION_NAME);
  const project = await openProject(io, [here]);
  const provider = await project.provider(id, here);
  if (!provider) throw new UsageError(unknownProvider(id, (await project.catalogFor(here)).ids));
  const text = typesOf(provider);
  if (out === undefined) io.stdout.write(text);
  else {
    await write(absolute(io.cwd, out), text, out, io);
    io.stdout.write(`Wrote ${relativeFrom(io.cwd, absolute(io.cwd, out))}\n`);
  }
  return reportProblems(io, await problemsOf(project, io), EXIT.clean);
}

/** With the id that was meant, or where the ids stand: all of them fill a terminal. */
function unknownProvider(id: string, ids: readonly string[]): string {
  const near = nearest(id, ids);
  const where = `"faultline providers" lists them, and a catalog of your own counts once ${CONFIGURATION_NAME} names it`;
  return `No provider has the id '${id}'; ${near === undefined ? where : `did you mean '${near}'?`}`;
}

/** What somebody wrote by hand is not overwritten. */
async function write(path: string, text: string, written: string, { host }: Io): Promise<void> {
  if (await host.stat(path)) {
    const before = await host.read(path);
    if (before !== undefined && before.trim() !== "" && !/^\/\*\* The errors of [^\n]*Written by "faultline types/.test(before))
      throw new UsageError(`'${written}' was not written by 'faultline types'; choose another --out`);
  }
  try {
    await fs.writeFile(path, text);
  } catch (error) {
    throw new UsageError(
      `'${written}' cannot be written: ${error instanceof Error && "code" in error ? String(error.code) : String(error)}`,
    );
  }
}
