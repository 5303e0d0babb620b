/**
 * The few assertions that run in a Node and in a worker extension host alike. `equal(found, 1, "findings")` throws with both values,
 * and mocha shows the difference.
 */
export function equal(actual: unknown, expected: unknown, what: string): void {
  if (JSON.stringify(actual) === JSON.stringify(expected)) return;
  throw Object.assign(new Error(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`), {
    actual,
    expected,
    showDiff: true,
  });
}

export function ok(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

export function includes(text: string, part: string, what: string): void {
  ok(text.includes(part), `${what}: ${JSON.stringify(part)} is not in ${JSON.stringify(text)}`);
}

/** Asks until `probe` no longer throws: what an editor does comes in its own time, and the deadline is for what never comes. */
export async function eventually<T>(probe: () => T | Promise<T>, deadlineMs = 10_000): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
