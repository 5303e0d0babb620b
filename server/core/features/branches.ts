/** What can be at a branch, a status or an error value, as a hover. */
import { HTTP } from "../../../catalog/model/catalog";
import type { Provider } from "../../../catalog/model/types";
import type { Analysis, Hover } from "../analysis";
import { type Reading, viewReadings } from "../flow/readings";
import { type Row, rowsIn } from "../flow/rows";
import type { Cell } from "../flow/state";
import type { Subject } from "../link/value";
import { paragraphs } from "./markdown";
import { outcomeTable, statusTable } from "./outcomes";
import { type ViewPlace, viewAt, type WordPlace, wordsAt } from "./places";

const TITLES: Record<WordPlace["word"], string> = {
  if: "**Goes in here**",
  else: "**Is left here**",
  switch: "**Comes to this switch**",
  case: "**Goes in here**",
  default: "**Is left here**",
  catch: "**Can be caught here**",
};

/** Over `if`, `else`, `switch`, `case`, `default` and `catch`: the outcomes that get there. */
export function branchHover(analysis: Analysis, offset: number): Hover | undefined {
  const words = wordsAt(analysis, offset);
  const [first] = words;
  if (!first) return undefined;
  const parts = words.flatMap(({ word, subject, cell }) => {
    const readings = viewReadings(analysis.flow.narrower, { kind: "view", subject, path: [], or: [] }, cell);
    return readings.silenced ? [] : [...tables(analysis, TITLES[word], subject, readings.all, false), note(cell)];
  });
  return shown(first.span, parts);
}

/** Over an expression that holds a response, an error, a status or a code: what it can be there. */
export function valueHover(analysis: Analysis, offset: number): Hover | undefined {
  const place = viewAt(analysis, offset);
  if (!place) return undefined;
  const { view, cell, span } = place;
  const readings = viewReadings(analysis.flow.narrower, view, cell);
  const kinds = readings.all.map(kindOf);
  if (readings.silenced || kinds.length === 0 || kinds.some((kind) => kind === undefined)) return undefined;
  const codesOnly = kinds.every((kind) => kind === "code");
  const title = "**Can be here**";
  const known = tables(analysis, title, view.subject, readings.all, codesOnly);
  const { foreign } = readings;
  const parts = known.length > 0 ? [...known, note({ ...cell, foreign })] : [statuses(analysis, title, place, kinds)];
  return shown(span, parts);
}

/** Whether what is read is worth a list: a status, a code, or the whole that they are read from. */
function kindOf({ field }: Reading): "status" | "code" | "whole" | undefined {
  switch (field.field) {
    case "status":
    case "code":
      return field.field;
    case "documented":
      return field.entry.role === "status" ? "status" : undefined;
    case "body":
      return field.path.length === 0 ? "whole" : undefined;
    case "whole":
    case "response":
    case "part":
      return "whole";
    default:
      return undefined;
  }
}

/** One table for each API that can answer there. */
function tables(
  { flow }: Analysis,
  title: string,
  subject: Subject,
  readings: readonly Reading[],
  codesOnly: boolean,
): readonly (string | undefined)[] {
  const byProvider = new Map<Provider, Set<Row>>();
  for (const reading of readings) {
    const { provider, ...rowTable } = flow.narrower.tableOf(subject, reading.index);
    if (!provider) continue;
    const rows = byProvider.get(provider) ?? new Set();
    byProvider.set(provider, rows);
    for (const row of rowsIn(rowTable, reading.rows)) if (!codesOnly || isOf(reading, row)) rows.add(row);
  }
  const found = [...byProvider].map(([provider, rows]) => outcomeTable(title, provider, [...rows], codesOnly));
  return found.filter((part) => part !== undefined);
}

const isOf = ({ field }: Reading, row: Row): boolean => field.field === "code" && row.vocabulary === field.vocabulary.id;

/** Where nobody knows who answers, only a status says something, and only once it is narrowed. */
function statuses(
  { flow, environment }: Analysis,
  title: string,
  { view, cell }: ViewPlace,
  kinds: readonly (string | undefined)[],
): string | undefined {
  if (cell.foreign !== "none" || !kinds.every((kind) => kind === "status")) return undefined;
  if (view.subject.members.some((m) => m.origin.provider !== undefined)) return undefined;
  const http = environment.catalog.provider(HTTP);
  const rows = view.subject.members.flatMap((_, i) => {
    const set = cell.sets[i];
    return set ? rowsIn(flow.narrower.tableOf(view.subject, i), set) : [];
  });
  return statusTable(title, rows, http === "unloaded" ? undefined : http);
}

const note = ({ foreign }: Pick<Cell, "foreign">): string | undefined =>
  foreign === "none" ? undefined : "Errors of other calls can be here too.";

function shown(span: Hover["span"], parts: readonly (string | undefined)[]): Hover | undefined {
  const said = parts.filter((part) => part !== undefined);
  return said.length === 0 || said.every((part) => part.startsWith("Errors of")) ? undefined : { span, markdown: paragraphs(...said) };
}
