import { lineStarts, positionAt } from "../../core/text";
import { isSource, readSource } from "../../project/files";
import { relativeFrom } from "../../project/path";
import { EXIT, type Io, UsageError } from "../io";
import { printable } from "../printable";
import { existing } from "../sources";
import { openProject } from "../workspace";

/** Why a place belongs to a provider, or why to none: `why src/pay.ts:12` or `why src/pay.ts:12:24`. */
export async function why(place: string, io: Io): Promise<number> {
  const { file, line, column } = parsePlace(place);
  const path = await existing(io, file);
  const shown = relativeFrom(io.cwd, path);
  if (!isSource(path)) throw new UsageError(`'${file}' is not a JavaScript or TypeScript file`);
  const source = await readSource(io.host, path);
  if ("unfit" in source) throw new UsageError(`'${file}' is not analysed: it is ${source.unfit}`);
  const starts = lineStarts(source.text);
  if (line < 1 || line > starts.length) throw new UsageError(`'${file}' has ${starts.length} lines and no line ${line}`);
  const project = await openProject(io, [path]);
  const { analysis } = await project.analyze(path, source.text);
  if (!analysis) throw new UsageError(`'${file}' could not be analysed`);
  const [engine] = await Promise.all([project.engine(), project.loadCodes()]);
  const from = starts[line - 1] ?? 0;
  const end = starts[line] ?? source.text.length;
  const cursor = column === undefined ? undefined : Math.min(from + column - 1, end);
  const steps = engine.why(analysis, cursor === undefined ? { start: from, end } : { start: cursor, end: cursor });
  for (const [index, { text, span, file: other }] of steps.entries()) {
    const at = span ? positionAt(other?.starts ?? starts, span.start) : undefined;
    const name = printable(other ? relativeFrom(io.cwd, other.path) : shown);
    io.stdout.write(`${index + 1}. ${printable(text)}${at ? ` (${name}:${at.line}:${at.column})` : ""}\n`);
  }
  return EXIT.clean;
}

function parsePlace(place: string): { file: string; line: number; column?: number } {
  const [, file, line, column] = /^(.+?):(\d+)(?::(\d+))?$/.exec(place) ?? [];
  if (file === undefined || line === undefined) throw new UsageError(`'${place}' names no place; write FILE:LINE or FILE:LINE:COLUMN`);
  if (column === "0") throw new UsageError("Columns count from 1");
  return { file, line: Number(line), ...(column !== undefined && { column: Number(column) }) };
}
