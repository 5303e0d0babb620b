import { distance } from "fastest-levenshtein";

/** `nearest("polcy", ["policy", "basis"])` is `"policy"`; nothing where no candidate is near enough to be meant. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const plain = fold(word);
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const steps = sameLetters(plain, fold(candidate)) ? 1 : distance(plain, fold(candidate));
    if (steps < least) [best, least] = [candidate, steps];
  }
  return least <= Math.max(1, Math.floor(word.length / 3)) ? best : undefined;
}

/** `"; did you mean 'policy'?"` or else `"; allowed are: a, b"`. */
export function remedy(word: string, allowed: readonly string[], label = "allowed are"): string {
  const near = nearest(word, allowed);
  if (near !== undefined) return `; did you mean '${near}'?`;
  return allowed.length > 0 ? `; ${label}: ${allowed.join(", ")}` : "";
}

/** `dosc` and `docs`: letters that changed places count as one mistake. */
const sameLetters = (a: string, b: string): boolean => a !== b && a.length === b.length && [...a].sort().join() === [...b].sort().join();

const fold = (word: string): string => word.toLowerCase().replaceAll(/[-_ ]/g, "");
