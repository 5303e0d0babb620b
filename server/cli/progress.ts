import type { Io } from "./io";

export interface Progress {
  step(done: number, all: number): void;
  clear(): void;
}

/** One line on a terminal's stderr, `Checking 120 of 7,062 files`, after the first half second and then ten times a second. */
export function progress({ stderr, env }: Io, wanted: boolean): Progress {
  if (!wanted || !stderr.isTerminal || env.TERM === "dumb") return { step: () => undefined, clear: () => undefined };
  let next = performance.now() + 500;
  let shown = false;
  return {
    step(done, all) {
      if (performance.now() < next) return;
      next = performance.now() + 100;
      shown = true;
      stderr.write(`\r\u001b[KChecking ${done.toLocaleString("en")} of ${all.toLocaleString("en")} files`);
    },
    clear() {
      if (shown) stderr.write("\r\u001b[K");
      shown = false;
    },
  };
}
