import type { Analysis, Finding, Kept } from "../core/analysis";
import type { Known } from "./baseline";
import type { Reading } from "./engine";
import type { Unfit } from "./files";

/** What the look at a file's next version makes use of. */
export interface Previous {
  readonly reading: Reading;
  readonly kept?: Kept;
}

/** One file, looked at. `analysis` is absent for a file that is left out (`unfit`) and where the core failed (`error`). */
export interface Checked {
  readonly reading?: Reading;
  readonly analysis?: Analysis;
  readonly unfit?: Unfit;
  readonly error?: unknown;
  /** Nothing can be found in it, as its own text tells; it was not analysed. */
  readonly clear?: true;
  /** How long reading and analysing it took, in milliseconds, without what had to be loaded. */
  readonly spent?: number;
  /** What of a baseline is not there any more; how many findings it kept out. */
  readonly gone?: readonly Known[];
  readonly known?: number;
}

/** The same analysis with fewer findings. Its flow is still worked out only when it is asked for. */
export function withFindings(analysis: Analysis, findings: readonly Finding[]): Analysis {
  const { file, environment, needs, reads, linker, kept } = analysis;
  return {
    ...{ file, environment, findings, needs, reads, linker, ...(kept && { kept }) },
    get flow() {
      return analysis.flow;
    },
  };
}
