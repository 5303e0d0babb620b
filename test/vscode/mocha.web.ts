import "mocha/mocha.js";
import { RETRIES } from "./retries";

/** Nothing: a worker has no processes. */
export const loadOwn = (): Promise<unknown> => Promise.resolve();

/** Mocha's own browser build inside the web extension host, which is a worker without a page: it reports as in a terminal. */
export async function runSuite(load: () => Promise<unknown>): Promise<void> {
  mocha.setup({ ui: "bdd", reporter: "spec", color: false, timeout: 30_000, retries: RETRIES });
  await load();
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) => (failures ? reject(new Error(`${failures} tests failed`)) : resolve()));
  });
}
