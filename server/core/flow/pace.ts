/** How a retry is paced: what ends it, how long it pauses, and whether the pause is what the server asked for. */
import type { Flow } from "./flow";
import { type Cap, capOf, capOfLibrary } from "./pace-cap";
import { type Reached, reachedBy } from "./pace-reach";
import { comesTo } from "./pace-rows";
import { type Source, sourceOf } from "./pace-source";
import { type Wait, waitsIn } from "./pace-waits";
import { nestedIn } from "./retries";
import type { Library, Retry } from "./retry";
import type { Row } from "./rows";

export interface Pace extends Cap {
  readonly waits: readonly Wait[];
  /** Certainly nothing waits between two tries. */
  readonly atOnce: boolean;
  /** The retry's own body, and the functions of the file that it calls. */
  readonly reached: readonly Reached[];
}

export type { Wait } from "./pace-waits";

const known = new WeakMap<Retry, Pace>();

export function paceOf(flow: Flow, retry: Retry): Pace {
  const found = known.get(retry);
  if (found) return found;
  const pace = retry.library ? ofLibrary(retry.library) : ofCode(flow, retry);
  known.set(retry, pace);
  return pace;
}

/** The retry that a library makes of the same request, within another: `got` in a loop. */
export function insideOf(flow: Flow, retry: Retry): Retry | undefined {
  return nestedIn(flow).find(({ outer }) => outer === retry)?.inner;
}

function ofCode(flow: Flow, retry: Retry): Pace {
  const { narrower } = flow;
  const { linker } = narrower;
  const reached = reachedBy(linker, retry);
  const { waits, perhaps } = waitsIn(linker, reached);
  const inside = insideOf(flow, retry)?.library?.policy.wait.kind;
  const pausesInside = inside !== undefined && inside !== "none";
  return { ...capOf(narrower, retry, reached), waits, atOnce: waits.length === 0 && !perhaps && !pausesInside, reached };
}

function ofLibrary({ policy }: Library): Pace {
  return { ...capOfLibrary(policy.attempts), waits: [], atOnce: policy.wait.kind === "none", reached: [] };
}

/** Where the length of a pause comes from; `headers` are further names that the provider gives. */
export function sourceOfWait(flow: Flow, wait: Wait, headers: ReadonlySet<string>): Source {
  return wait.given ? sourceOf(flow.narrower.linker, wait.given.expr, wait.given.in, headers) : "unknown";
}

/** The pauses that one of the outcomes comes to. */
export function waitsAfter(flow: Flow, retry: Retry, rows: readonly Row[]): readonly Wait[] {
  const { waits, reached } = paceOf(flow, retry);
  return waits.filter((wait) => comesTo(flow.narrower, retry, reached, wait.call.span, rows));
}
