/** What `await Promise.allSettled([f(), g()])` gives: of each promise its value, or as `reason` the error that it failed with. */
import { reasonSubject } from "./failures";
import type { Linker } from "./link";
import { type Ended, join, UNKNOWN, type Value, view } from "./value";

/** One of the promises: that at the index where the list is written out, else any of them. */
export function endedItem({ all, ...ended }: Ended, index: number | undefined): Value {
  const { of } = ended;
  if (!all) return UNKNOWN;
  const isWritten = of.kind === "array" && index !== undefined && of.items.every(({ kind }) => kind !== "spread");
  const one = isWritten ? of.items[index] : of;
  return one ? { ...ended, of: one, all: false } : UNKNOWN;
}

/** `result.reason` is the error, `result.value` what the promise brought. */
export function endedMember(linker: Linker, { of, frame, all }: Ended, name: string): Value {
  if (all) return UNKNOWN;
  if (name === "reason") return view(reasonSubject(linker, of, frame));
  if (name !== "value") return UNKNOWN;
  if (of.kind !== "array") return linker.valueOf(of, frame);
  const values = of.items.map((item) => linker.valueOf(item, frame));
  return join(values, `ended ${of.span.start}@${frame.key}`, false);
}
