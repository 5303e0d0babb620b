/**
 * What is there at once on a machine with files of its own, and has to be waited for where an editor is asked for it. What takes several
 * questions is written once, as a generator, and is gone through without a wait where every answer is there: so an analysis can be given
 * what it asks for in the middle of its work.
 */
export type Soon<T> = T | Promise<T>;

/** What asks several questions: `const text = yield* answer(host.read(path))`. */
export type Steps<T> = Generator<Promise<unknown>, T, unknown>;

export function* answer<T>(asked: Soon<T>): Steps<T> {
  return isLater(asked) ? ((yield asked) as T) : asked;
}

/** `soon(steps)` is what the steps come to, at once unless one of the answers is a promise. */
export function soon<T>(steps: Steps<T>): Soon<T> {
  const { done, value } = steps.next();
  return done ? value : onward(steps, value);
}

/** `after(host.read(path), (text) => …)`: one step. */
export const after = <A, B>(asked: Soon<A>, next: (value: A) => B): Soon<B> => (isLater(asked) ? asked.then(next) : next(asked));

export const isLater = <T>(asked: Soon<T>): asked is Promise<T> => asked instanceof Promise;

/** All of them, asked for at the same time. */
export const together = <T extends readonly unknown[]>(asked: { readonly [K in keyof T]: Soon<T[K]> }): Soon<T> =>
  (asked as readonly unknown[]).some(isLater) ? (Promise.all(asked) as Promise<unknown> as Promise<T>) : (asked as unknown as T);

/**
 * What a map has for a key, asked for where it has nothing. A promise in it makes way for what it brings, of which `arrived` is told, and a
 * failure for the next try; but for neither once the key is gone or asked for anew.
 */
export function kept<K, T>(map: Map<K, Soon<T>>, key: K, ask: () => Soon<T>, arrived: (value: T) => void = () => undefined): Soon<T> {
  if (map.has(key)) return map.get(key) as Soon<T>;
  const asked = ask();
  const take = (value: T): void => {
    map.set(key, value);
    arrived(value);
  };
  if (!isLater(asked)) {
    take(asked);
    return asked;
  }
  map.set(key, asked);
  asked.then(
    (value) => map.get(key) === asked && take(value),
    () => map.get(key) === asked && map.delete(key),
  );
  return asked;
}

/** The same for a single thing. */
export function once<T>(ask: () => Soon<T>): () => Soon<T> {
  const known = new Map<undefined, Soon<T>>();
  return () => kept(known, undefined, ask);
}

/** The value that is handed to a callback. */
export function handed<T>(ask: (done: (value: T) => void) => void): Soon<T> {
  let given: { readonly value: T } | undefined;
  let tell: ((value: T) => void) | undefined;
  ask((value) => {
    given = { value };
    tell?.(value);
  });
  return given
    ? (given as { readonly value: T }).value
    : new Promise((resolve) => {
        tell = resolve;
      });
}

async function onward<T>(steps: Steps<T>, first: Promise<unknown>): Promise<T> {
  for (let waiting = first; ; ) {
    const settled = await waiting.then(
      (value) => () => steps.next(value),
      (error: unknown) => () => steps.throw(error),
    );
    const { done, value } = settled();
    if (done) return value;
    waiting = value;
  }
}
