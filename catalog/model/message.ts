import { after, matches } from "./glob";
import type { MessageSample, Provider } from "./types";

/** Samples that a message, or a piece of one that code looks for, belongs to: whole messages first. Case does not count. */
export function messageSamples(provider: Provider, text: string): readonly MessageSample[] {
  const wanted = text.toLowerCase();
  const whole = provider.messages.filter((sample) => matches(partsOf(sample), wanted));
  const piece = provider.messages.filter((sample) => !whole.includes(sample) && holds(partsOf(sample), wanted));
  return [...whole, ...piece];
}

/** The first of `messageSamples`. */
export const messageSample = (provider: Provider, text: string): MessageSample | undefined => messageSamples(provider, text)[0];

const partsOf = (sample: MessageSample): readonly string[] => sample.pattern.toLowerCase().split("{}");

/** `"maximum of 50 indicators"` is a piece of `["a maximum of ", " indicators per request"]`; three letters say nothing yet. */
function holds(parts: readonly string[], piece: string): boolean {
  if (piece.trim().length <= 3) return false;
  return parts.some((part) => part.includes(piece)) || parts.some((_, from) => spans(parts, from, piece));
}

/** Whether the piece begins in the part at `from` or the hole behind it, ends in a later part or hole, and is mostly fixed text. */
function spans(parts: readonly string[], from: number, piece: string): boolean {
  const shared = overlap(parts[from] ?? "", piece);
  for (let to = from + 1; to < parts.length; to++) {
    const middle = parts.slice(from + 1, to);
    const tail = overlap(piece, parts[to] ?? "");
    const fixed = shared + tail + middle.join("").length;
    const enough = fixed >= 6 && fixed * 2 >= piece.length;
    if (enough && after(middle, piece, shared, piece.length - tail) !== undefined) return true;
  }
  return false;
}

/** How long the longest end of `left` is that `right` begins with. */
function overlap(left: string, right: string): number {
  for (let length = Math.min(left.length, right.length); length > 0; length--) {
    if (left.endsWith(right.slice(0, length))) return length;
  }
  return 0;
}
