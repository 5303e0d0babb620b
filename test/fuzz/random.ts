/** The budget and the numbers of random tests. */
import { seeded } from "../core/syntax/invariants";

export type Random = (below: number) => number;

/** `FAULTLINE_SEED=7 npx mocha test/fuzz/core.test.ts` goes the way of a failure again; without it every run goes the same way. */
export const seedFrom = (otherwise: number): number => Number(process.env.FAULTLINE_SEED ?? otherwise);

export const pick = <T>(random: Random, items: readonly T[]): T => items[random(items.length)] as T;

/**
 * Runs with one seed after the other until the time is over, and says how often. What throws names its seed, so that it can be had
 * again with nothing before it.
 */
export async function forSeconds(seconds: number, first: number, run: (random: Random) => void | Promise<void>): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let seed = first;
  do {
    try {
      await run(seeded(seed));
    } catch (error) {
      throw new Error(`FAULTLINE_SEED=${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    seed++;
  } while (performance.now() < end);
  return seed - first;
}

/** The items in another order. */
export function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const left = [...items];
  return items.map(() => left.splice(random(left.length), 1)[0] as T);
}
