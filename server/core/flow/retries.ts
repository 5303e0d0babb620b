/** All retries in the functions of a flow, whatever their form. */

import { within } from "../text";
import type { Flow } from "./flow";
import { libraryRetries } from "./libraries";
import { loopRetries } from "./loops";
import { recursiveRetries } from "./recursion";
import { isOwn, type Retry } from "./retry";

const known = new WeakMap<Flow, readonly Retry[]>();

export function retriesOf(flow: Flow): readonly Retry[] {
  let found = known.get(flow);
  if (!found) {
    const { narrower, functions } = flow;
    found = [...loopRetries(narrower, functions), ...recursiveRetries(narrower, functions), ...libraryRetries(narrower, functions)];
    known.set(flow, found);
  }
  return found;
}

export interface Nested {
  readonly outer: Retry;
  readonly inner: Retry;
}

/** Retries around what a library repeats by itself, so that the tries multiply: `pRetry(() => got(url))`. */
export function nestedIn(flow: Flow): readonly Nested[] {
  const retries = retriesOf(flow);
  return retries.flatMap((inner) => {
    if (inner.form !== "library") return [];
    return retries.flatMap((outer) => (isAround(outer, inner) ? [{ outer, inner }] : []));
  });
}

function isAround(outer: Retry, inner: Retry): boolean {
  const { span } = outer.origin;
  if (outer === inner || !span || span.start !== inner.origin.span?.start || outer.library?.use === inner.library?.use) return false;
  // What a client does comes before all that is done around its call.
  const own = (retry: Retry) => retry.span.start === span.start && retry.span.end === span.end;
  const deeper = own(inner) ? !own(outer) : !own(outer) && within(inner.span, outer.span);
  return deeper && inner.rows.some((row) => outer.rows.includes(row));
}

/** Those that the program decides on. What an SDK repeats by itself is its provider's own judgement. */
export const decidedIn = (flow: Flow): readonly Retry[] => retriesOf(flow).filter((retry) => !isOwn(retry));
