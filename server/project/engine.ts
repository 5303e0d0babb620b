import type { Analysis, Edit, Environment, Looking, MayHold, Numbers, RuleInfo, SourceFile, Step } from "../core/analysis";
import { holdsScripts } from "../core/source";
import type { Parsed } from "../core/syntax";
import { changeBetween, type Span } from "../core/text";
import { answer, once, type Soon, type Steps, soon } from "./soon";

/** A text as the core reads it; what the next version of an open file makes use of. */
export interface Reading {
  readonly parsed: Parsed;
  readonly embedded?: SourceFile["embedded"];
}

/** What is used of the core. It is loaded with the first file, so that whoever starts need not wait for the parser. */
export interface Engine {
  /** With the reading of an earlier version of the same file, which it uses up, in less time. */
  read(path: string, text: string, previous?: Reading): Soon<Reading>;
  analyze(file: SourceFile, environment: Environment, looking?: Looking): Analysis;
  /** Nothing where nothing can be found in a file, by its own facts; else what an analysis for findings alone need look at. */
  prefilter(file: SourceFile, environment: Environment): MayHold | undefined;
  /** All safe fixes, as edits that do not overlap. */
  fixAll(analysis: Analysis): readonly Edit[];
  /** `place` is a cursor, or a line. */
  why(analysis: Analysis, place: Span): readonly Step[];
  readonly rules: readonly RuleInfo[];
  /** For files that others import: numbers of their own. */
  readonly numbers: Numbers;
}

export async function loadEngine(): Promise<Engine> {
  const [{ analyze, fixAll, prefilter, why, rules, numbers }, { parse, parses, reparse }] = await Promise.all([
    import("../core/analysis"),
    import("../core/syntax"),
  ]);
  const readScript = (path: string, text: string, previous?: Parsed): Parsed =>
    previous?.path === path ? reparse(previous, text, changeBetween(previous.text, text)) : parse(path, text);
  // Loaded with the first file that holds scripts: most workspaces have none.
  const loadEmbedded = once(() => import("../core/embedded"));
  function* readEmbedded(path: string, text: string, previous?: Reading): Steps<Reading> {
    const { embed } = yield* answer(loadEmbedded());
    const { text: code, ...embedded } = embed(path, text, parses);
    return { parsed: readScript(`${path}.${embedded.language}`, code, previous?.parsed), embedded };
  }
  return {
    read: (path, text, previous) =>
      holdsScripts(path) ? soon(readEmbedded(path, text, previous)) : { parsed: readScript(path, text, previous?.parsed) },
    analyze,
    fixAll,
    prefilter,
    why,
    rules,
    numbers,
  };
}
