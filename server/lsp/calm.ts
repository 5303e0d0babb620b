/**
 * The same work, done at once and then not again for `pause` milliseconds: whatever asks for it meanwhile is answered by one run at the
 * end. So a file that changes a hundred times a second is told of a few times.
 */
export function calm(run: () => Promise<void>, pause: number): () => Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  let next: Promise<void> | undefined;
  return () => {
    next ??= wait(last + pause - performance.now()).then(() => {
      next = undefined;
      last = performance.now();
      return run();
    });
    return next;
  };
}

const wait = (time: number): Promise<void> => (time <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, time)));
