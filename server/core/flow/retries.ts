/** All retries of a file, whatever their form. */
import type { Flow } from "./flow";
import { libraryRetries } from "./libraries";
import { loopRetries } from "./loops";
import { recursiveRetries } from "./recursion";
import type { Retry } from "./retry";

const known = new WeakMap<Flow, readonly Retry[]>();

export function retriesOf(flow: Flow): readonly Retry[] {
  let found = known.get(flow);
  if (!found) {
    const { narrower } = flow;
    found = [...loopRetries(narrower), ...recursiveRetries(narrower), ...libraryRetries(narrower)];
    known.set(flow, found);
  }
  return found;
}
