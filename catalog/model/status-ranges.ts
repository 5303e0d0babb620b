/** Statuses from the first to the last: `[500, 599]`. Lists of them are sorted and do not touch. */
export type StatusRange = readonly [number, number];

/** All that is not a success: what an error or a failed response can have. */
export const FAILURES: readonly StatusRange[] = [
  [100, 199],
  [300, 599],
];

/** `rangesOf([429, [500, 599]])` is `[[429, 429], [500, 599]]`; what overlaps or touches becomes one. */
export function rangesOf(parts: readonly (number | StatusRange)[]): readonly StatusRange[] {
  const sorted = parts
    .map((part): StatusRange => (typeof part === "number" ? [part, part] : part))
    .filter(([first, last]) => first <= last)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const result: StatusRange[] = [];
  for (const [first, last] of sorted) {
    const before = result.at(-1);
    if (before && first <= before[1] + 1) result[result.length - 1] = [before[0], Math.max(before[1], last)];
    else result.push([first, last]);
  }
  return result;
}

/** `without([[400, 499]], [[404, 404]])` is `[[400, 403], [405, 499]]`. */
export function without(ranges: readonly StatusRange[], taken: readonly StatusRange[]): readonly StatusRange[] {
  let left = ranges;
  for (const [first, last] of taken) {
    left = left.flatMap(([from, to]): StatusRange[] =>
      last < from || first > to
        ? [[from, to]]
        : [...(from < first ? [[from, first - 1] as const] : []), ...(last < to ? [[last + 1, to] as const] : [])],
    );
  }
  return left;
}

export const includes = (ranges: readonly StatusRange[], status: number): boolean =>
  ranges.some(([first, last]) => first <= status && status <= last);
