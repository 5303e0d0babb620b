import { runSuite } from "./mocha.node";

/** Runs in a window of its own: in every other one the extension has started already. */
export const run = (): Promise<void> => runSuite(() => import("./suite/activation.test"));
