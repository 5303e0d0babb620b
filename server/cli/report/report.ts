import type { Finding, Severity } from "../../core/analysis";
import { type Position, positionAt, type Span } from "../../core/text";
import type { Problem } from "../../project/configuration";

/** What a check found, ready to be written in any format. */
export interface Report {
  /** Files with findings, in the order of their paths. */
  readonly files: readonly FileReport[];
  /** Files that the paths given hold. */
  readonly found: number;
  readonly analyzed: number;
  /** How many files were left out, by reason: `"minified" → 2`. */
  readonly skipped: ReadonlyMap<string, number>;
  /** How many findings a baseline knows; absent where there is no baseline. */
  readonly known?: number;
  /** What is wrong in configurations and catalogs, with the path to show. */
  readonly problems: readonly Problem[];
  readonly durationMs: number;
}

export interface FileReport {
  /** Relative to the working directory, with `/`. */
  readonly file: string;
  readonly text: string;
  readonly starts: readonly number[];
  /** In the order of their places. */
  readonly findings: readonly Finding[];
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export const rangeOf = (starts: readonly number[], span: Span): Range => ({
  start: positionAt(starts, span.start),
  end: positionAt(starts, span.end),
});

export function countBySeverity(files: readonly FileReport[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { findings } of files) for (const { severity } of findings) counts[severity]++;
  return counts;
}

export const skippedCount = ({ skipped }: Report): number => [...skipped.values()].reduce((sum, count) => sum + count, 0);
