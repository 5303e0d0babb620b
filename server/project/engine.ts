import type { Analysis, Edit, Environment, RuleInfo, SourceFile, Step } from "../core/analysis";
import type { Change, Parsed } from "../core/syntax";

export type { Change, Parsed };

/** What is used of the core. It is loaded with the first file, so that whoever starts need not wait for the parser. */
export interface Engine {
  parse(path: string, text: string): Parsed;
  /** `text` is `previous.text` after the change. */
  reparse(previous: Parsed, text: string, change: Change): Parsed;
  analyze(file: SourceFile, environment: Environment): Analysis;
  /** All safe fixes, as edits that do not overlap. */
  fixAll(analysis: Analysis): readonly Edit[];
  why(analysis: Analysis, offset: number): readonly Step[];
  readonly rules: readonly RuleInfo[];
}

export async function loadEngine(): Promise<Engine> {
  const [{ analyze, fixAll, why, rules }, { parse, reparse }] = await Promise.all([import("../core/analysis"), import("../core/syntax")]);
  return { parse, reparse, analyze, fixAll, why, rules };
}
