import type * as Features from "../core/analysis";
import type { Engine } from "../project/engine";
import type { ProjectOptions } from "../project/options";
import type { Project } from "../project/project";

/** What is loaded after the answer to `initialize`, so that the editor need not wait for the parser. */
export interface Core {
  readonly project: Project;
  readonly features: typeof Features;
}

/** A document that holds this makes its analysis throw, where the test hook is on. */
const throwMark = "faultline-test-throw";
/** One that holds this makes its analysis take longer than any should. */
const slowMark = "faultline-test-slow";

export async function loadCore(options: Omit<ProjectOptions, "loadEngine">, testHook: boolean): Promise<Core> {
  const [{ Project: Made }, { loadEngine }, features] = await Promise.all([
    import("../project/project"),
    import("../project/engine"),
    import("../core/analysis"),
  ]);
  const load = testHook ? async () => throwing(await loadEngine()) : loadEngine;
  return { project: new Made({ ...options, loadEngine: load }), features };
}

/** The engine, but for a file that asks for a failure or a delay. */
const throwing = (engine: Engine): Engine => ({
  ...engine,
  analyze(file, environment, looking) {
    if (file.text.includes(throwMark)) throw new Error("The test hook makes this analysis throw");
    if (file.text.includes(slowMark)) for (const end = performance.now() + 1200; performance.now() < end; );
    return engine.analyze(file, environment, looking);
  },
});
