import type { Colors } from "picocolors/types";
import { buildIndex, type IndexEntry } from "../../../catalog/model/load";
import { CONFIGURATION_NAME } from "../../project/configuration";
import { join } from "../../project/path";
import type { Project } from "../../project/project";
import { colorsFor } from "../color";
import { EXIT, type Io } from "../io";
import { columnsOf, printable } from "../printable";
import { openProject, problemsOf, reportProblems } from "../workspace";

export interface ProvidersOptions {
  readonly format: "text" | "json";
  readonly color?: boolean;
}

/** The providers that this folder knows, bundled and its own, in the order of their names. */
export async function providers({ format, color }: ProvidersOptions, io: Io): Promise<number> {
  const here = join(io.cwd, CONFIGURATION_NAME);
  const project = await openProject(io, [here]);
  const rows: readonly Row[] = (await entries(project, here)).map(row);
  if (format === "json") io.stdout.write(`${JSON.stringify({ providers: rows }, null, 2)}\n`);
  else io.stdout.write(table(rows, colorsFor(color, io.stdout, io)));
  return reportProblems(io, await problemsOf(project, io), EXIT.clean);
}

const row = ({ id, name, hosts, codes, vocabulary }: IndexEntry): Row => ({ id, name, hosts, codes, vocabulary });

type Row = Pick<IndexEntry, "id" | "name" | "hosts" | "codes" | "vocabulary">;

function table(rows: readonly Row[], colors: Colors): string {
  const cells = rows.map(({ id, name, hosts, codes, vocabulary }) => [
    id,
    name,
    codes === 0 ? "" : `${codes} codes, ${vocabulary}`,
    hosts.join(" "),
  ]);
  const printed = cells.map((row) => row.map(printable));
  const width = (column: number): number => Math.max(0, ...printed.map((row) => columnsOf(row[column] ?? "")));
  const widths = [width(0), width(1), width(2), 0];
  const pad = (cell: string, column: number): string => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - columnsOf(cell)));
  const lines = printed.map(([id = "", ...rest]) =>
    [colors.bold(pad(id, 0)), ...rest.map((cell, at) => pad(cell, at + 1))].join("  ").trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join("");
}

async function entries(project: Project, path: string): Promise<readonly IndexEntry[]> {
  const catalog = await project.catalogFor(path);
  const bundled = new Map((await project.index()).providers.map((entry) => [entry.id, entry]));
  return catalog.ids.flatMap((id) => {
    const provider = catalog.provider(id);
    const entry = bundled.get(id);
    // One that no file of the workspace adds to is as the index says; the others are always loaded.
    if (entry && (typeof provider !== "object" || provider.extends === undefined)) return [entry];
    return typeof provider === "object" ? buildIndex([provider]).providers : [];
  });
}
